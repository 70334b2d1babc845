package dev.keyway.facts;

import dev.keyway.expression.FactType;
import dev.keyway.expression.ValueType.Fact;
import dev.keyway.expression.ValueType.ListOf;
import dev.keyway.expression.ValueType.MapOf;
import dev.keyway.expression.ValueType.Scalar;
import dev.keyway.http.Headers;

/**
 * The head of the answer on its way to the client, as expressions see it: {@code res}.
 *
 * @param status HTTP status
 * @param headers its headers
 */
public record ResponseFacts(int status, Headers headers) {

  static final FactType<ResponseFacts> TYPE =
      MessageTypes.fields(
              FactType.named("Response", ResponseFacts.class)
                  .field("status_code", Scalar.INT, "the HTTP status", ResponseFacts::status)
                  .field(
                      "cookies",
                      new MapOf(new ListOf(new Fact(MessageTypes.SET_COOKIE))),
                      "that it sets, by name; the longest path first",
                      answer -> SetCookie.in(answer.headers().all("set-cookie"))),
              ResponseFacts::headers)
          .build();
}
