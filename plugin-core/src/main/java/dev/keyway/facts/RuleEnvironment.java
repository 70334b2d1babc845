package dev.keyway.facts;

import dev.keyway.expression.Environment;
import dev.keyway.expression.FactType;
import dev.keyway.expression.ValueType.Fact;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The environments of the expressions and <code>${…}</code> in a traffic policy's rules, one a
 * phase. Each is made when a policy first has a rule of that phase, and shared by all policies:
 * {@code secrets.get} asks what {@link #variables} was given.
 */
public final class RuleEnvironment {

  /** The path of what the body says, for {@code uses}: what reads it needs the body. */
  public static final String BODY = "ai.request";

  private static final FactType<Ai> AI =
      FactType.named("Ai", Ai.class)
          .field(
              "request",
              RequestVariables.AI_REQUEST,
              "what the body says; absent when it is not a request to a model",
              Ai::request)
          .build();

  private RuleEnvironment() {}

  /** What {@code ai} stands for in rules; the body may not have been read. */
  private record Ai(@Nullable RequestFacts request) {}

  /** The environment of {@code on_http_request}. */
  public static Environment onRequest() {
    return Request.MADE;
  }

  /** The environment of {@code on_http_response}: it has {@code res}. */
  public static Environment onResponse() {
    return Response.MADE;
  }

  /** The environment of {@code on_event_stream_message}: that of {@code on_http_response}. */
  public static Environment onStreamMessage() {
    return Response.MADE;
  }

  private static final class Request {
    static final Environment MADE =
        builder().unsupported("res", "there is an answer in on_http_response only").build();
  }

  private static final class Response {
    static final Environment MADE = builder().variable("res", new Fact(ResponseFacts.TYPE)).build();
  }

  private static Environment.Builder builder() {
    return RequestVariables.environment()
        .variable("endpoint", new Fact(UrlType.ENDPOINT))
        .variable("ai", new Fact(AI));
  }

  /**
   * The values of the variables, for as many evaluations as nothing of them changes.
   *
   * @param head the request as rules left it so far
   * @param body what its body says, or null while it is not read; {@code ai.request} is then absent
   * @param response the answer's head, or null when there is none yet
   * @param named what rules so far have named; not copied
   */
  public static Map<String, Object> variables(
      HeadFacts head, @Nullable RequestFacts body, @Nullable ResponseFacts response, Named named) {
    Map<String, Object> variables =
        new HashMap<>(RequestVariables.values(head, new Ai(body), named));
    variables.put("endpoint", head);
    if (response != null) {
      variables.put("res", response);
    }
    return variables;
  }
}
