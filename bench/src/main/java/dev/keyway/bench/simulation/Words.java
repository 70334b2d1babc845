package dev.keyway.bench.simulation;

import dev.keyway.classify.Outcome.Answered;
import dev.keyway.classify.Outcome.Prefix;
import dev.keyway.http.ByteSlice;
import dev.keyway.http.Headers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * How a provider says what it has to say: the headers and bodies are those of the recorded answers
 * in plugin-core's {@code src/test/resources/providers}.
 */
sealed interface Words permits OpenAiWords, AnthropicWords, GroqWords, GoogleWords {

  /** What its answers say of the quota left. */
  Headers quota(Account account, Instant now);

  /** A limit is used up: 429. */
  Answered limited(Account account, Limit limit, Demand demand, Instant now);

  /** The account has nothing left to pay with. */
  Answered outOfMoney();

  /** It can't serve anybody for now. */
  Answered overloaded();

  /** This request failed, for reasons of the provider's. */
  Answered broken();

  /** An answer that came whole. */
  static Answered whole(int status, Headers headers, String body) {
    return new Answered(
        status,
        headers.toBuilder().set("content-type", "application/json").build(),
        Prefix.COMPLETE,
        ByteSlice.of(body.getBytes(StandardCharsets.UTF_8)));
  }

  /** An error as OpenAI writes it, and those who took its format. */
  static Answered openAiError(
      int status, Headers headers, String message, String type, String code) {
    return whole(
        status,
        headers,
        """
        {"error": {"message": "%s", "type": "%s", "param": null, "code": %s}}\
        """
            .formatted(message, type, code.isEmpty() ? "null" : '"' + code + '"'));
  }
}
