package dev.keyway.facts;

import dev.keyway.access.Caller;
import dev.keyway.expression.Environment;
import dev.keyway.expression.FactType;
import dev.keyway.expression.SecretLookup;
import dev.keyway.expression.ValueType;
import dev.keyway.expression.ValueType.Fact;
import dev.keyway.expression.ValueType.ListOf;
import dev.keyway.expression.ValueType.MapOf;
import dev.keyway.expression.ValueType.Scalar;
import dev.keyway.token.InputTokens;
import java.util.Map;

/** The types of the request's variables, declared once for every environment. */
public final class RequestVariables {

  private static final ValueType TEXTS = new ListOf(Scalar.STRING);

  private static final FactType<HeadFacts> TIMES =
      FactType.named("RequestTimes", HeadFacts.class)
          .field("header_received", Scalar.TIMESTAMP, "when the request arrived", HeadFacts::time)
          .build();

  /** {@code req}. */
  private static final ValueType REQ =
      new Fact(
          MessageTypes.fields(
                  FactType.named("Request", HeadFacts.class)
                      .field("id", Scalar.STRING, "what `x-keyway-id` says", HeadFacts::id)
                      .field("method", Scalar.STRING, "the HTTP method", HeadFacts::method)
                      .field("url", new Fact(UrlType.URL), "where it was sent", head -> head)
                      .field(
                          "host",
                          Scalar.NULLABLE_STRING,
                          "the `Host` header",
                          head -> head.headers().first("host"))
                      .field(
                          "cookies",
                          new MapOf(new ListOf(new Fact(MessageTypes.COOKIE))),
                          "by name, every one in order",
                          head -> Cookie.sent(head.headers().all("cookie"))),
                  HeadFacts::headers)
              .field("ts", new Fact(TIMES), "when what came", head -> head)
              .field(
                  "user_agent",
                  Scalar.NULLABLE_STRING,
                  "the `User-Agent` header",
                  head -> head.headers().first("user-agent"))
              .field(
                  "version",
                  Scalar.STRING,
                  "the version of HTTP, such as `HTTP/1.1`",
                  head -> head.connection().version())
              .build());

  /** {@code conn}. */
  private static final ValueType CONN =
      new Fact(
          FactType.named("Connection", HeadFacts.class)
              .field(
                  "client_ip",
                  Scalar.NULLABLE_STRING,
                  "as the host gateway, or the connection, says",
                  head -> head.caller().clientIp())
              .field(
                  "client_port",
                  Scalar.NULLABLE_INT,
                  "null behind a host gateway",
                  head -> head.connection().clientPort())
              .field(
                  "server_ip",
                  Scalar.NULLABLE_STRING,
                  "the address the client connected to; null behind a host gateway",
                  head -> head.connection().serverIp())
              .field(
                  "server_port",
                  Scalar.NULLABLE_INT,
                  "null behind a host gateway",
                  head -> head.connection().serverPort())
              .build());

  /** {@code time}: of the request, not of the evaluation, so that every strategy sees one time. */
  private static final ValueType TIME =
      new Fact(
          FactType.named("Time", HeadFacts.class)
              .field("now", Scalar.TIMESTAMP, "when the request arrived", HeadFacts::time)
              .orText(head -> head.time().toString())
              .build());

  /** {@code client}. */
  private static final ValueType CLIENT =
      new Fact(
          FactType.named("Client", Caller.class)
              .field(
                  "authenticated",
                  Scalar.BOOL,
                  "whether anybody vouches for the caller",
                  Caller::authenticated)
              .field(
                  "consumer",
                  Scalar.NULLABLE_STRING,
                  "the host gateway's consumer, or the access key's name",
                  Caller::consumer)
              .field(
                  "username", Scalar.NULLABLE_STRING, "as the host gateway says", Caller::username)
              .field("groups", TEXTS, "as the host gateway says", Caller::groups)
              .field(
                  "credential",
                  Scalar.NULLABLE_STRING,
                  "the id of what it authenticated with",
                  Caller::credentialId)
              .field("claims", new MapOf(Scalar.DYN), "of its token", Caller::claims)
              .field("metadata", new MapOf(Scalar.DYN), "of its access key", Caller::metadata)
              .build());

  /** {@code ai.request}; its value is the {@link RequestFacts}. */
  public static final ValueType AI_REQUEST =
      new Fact(
          FactType.named("AiRequest", RequestFacts.class)
              .field(
                  "surface",
                  Scalar.STRING,
                  "such as `chat-completions`",
                  facts -> facts.ai().surface().wireName())
              .field(
                  "format",
                  Scalar.STRING,
                  "`openai` or `anthropic`",
                  facts -> facts.ai().surface().format().wireName())
              .field(
                  "model",
                  Scalar.NULLABLE_STRING,
                  "the first model it names",
                  facts -> facts.ai().model())
              .field("models", TEXTS, "the others", facts -> facts.ai().models())
              .field(
                  "stream",
                  Scalar.BOOL,
                  "whether it asks for a stream",
                  facts -> facts.ai().stream())
              .field("tools", Scalar.BOOL, "whether it brings tools", facts -> facts.ai().tools())
              .field(
                  "max_tokens",
                  Scalar.NULLABLE_INT,
                  "the limit it sets to the answer",
                  facts -> facts.ai().maxTokens())
              .field(
                  InputTokens.FIELD,
                  Scalar.INT,
                  "the tokens of its prompt, counted here",
                  facts -> facts.inputTokens().count())
              .field(
                  "user",
                  Scalar.NULLABLE_STRING,
                  "the end user it names",
                  facts -> facts.ai().user())
              .field(
                  ConversationId.FIELD,
                  Scalar.NULLABLE_STRING,
                  "a hash of system prompt and first user message, for `stickyBy`",
                  facts -> facts.conversation().get())
              .build());

  private RequestVariables() {}

  /** An environment that has all of them but {@code ai}. */
  public static Environment.Builder environment() {
    Environment.Builder environment = Environment.builder();
    UnsupportedVariables.REASONS.forEach(environment::unsupported);
    return environment
        .variable("req", REQ)
        .variable("conn", CONN)
        .variable("client", CLIENT)
        .variable("time", TIME)
        .variable("vars", new MapOf(Scalar.DYN))
        .variable("actions", new MapOf(Scalar.DYN))
        .guarded("vars")
        .secrets();
  }

  /**
   * The values of the variables of {@link #environment()} for one request.
   *
   * @param ai the value of {@code ai}
   * @param named what the rules before have named; not copied
   */
  public static Map<String, Object> values(HeadFacts head, Object ai, Named named) {
    return Map.of(
        "req",
        head,
        "conn",
        head,
        "client",
        head.caller(),
        "time",
        head,
        "ai",
        ai,
        "vars",
        named.vars(),
        "actions",
        named.actions(),
        SecretLookup.VARIABLE,
        named.secrets());
  }
}
