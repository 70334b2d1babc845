package dev.keyway.bench;

import dev.keyway.Arrival;
import dev.keyway.Keyway;
import dev.keyway.access.Caller;
import dev.keyway.access.ClientCredential;
import dev.keyway.classify.Outcome;
import dev.keyway.document.Problem;
import dev.keyway.facts.Connection;
import dev.keyway.facts.HeadFacts;
import dev.keyway.facts.RequestFacts;
import dev.keyway.health.Health;
import dev.keyway.http.ByteSlice;
import dev.keyway.http.Headers;
import dev.keyway.policy.AiGateway;
import dev.keyway.policy.ApiKey;
import dev.keyway.policy.Policy;
import dev.keyway.policy.PolicyReading;
import dev.keyway.provider.ProviderUrls;
import dev.keyway.record.DecisionRecord;
import dev.keyway.request.AiRequest;
import dev.keyway.request.RequestReader;
import dev.keyway.request.RequestReading;
import dev.keyway.request.Surface;
import dev.keyway.secret.SecretResolver;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;

/**
 * A policy with keys of OpenAI, and what comes to it: chat requests as a client library sends them,
 * and answers as OpenAI gives them. Time stands still unless it is moved.
 */
final class Scene implements InstantSource {

  private static final String PROVIDER =
      """
      on_http_request:
        - type: ai-gateway
          config:
            providers:
              - id: openai
                api_keys:
      """;

  private static final Headers CLIENT =
      Headers.of(
          "host", "keyway.internal:4000",
          "accept", "application/json",
          "content-type", "application/json",
          "user-agent", "OpenAI/Python 3.57.0",
          "x-stainless-lang", "python",
          "x-stainless-package-version", "3.57.0",
          "accept-encoding", "gzip, deflate",
          "connection", "keep-alive",
          "content-length", "1024");

  private static final Headers PROVIDERS =
      Headers.of(
          "content-type", "application/json",
          "date", "Mon, 02 Nov 2026 12:00:00 GMT",
          "openai-processing-ms", "251",
          "x-request-id", "req_1",
          "x-ratelimit-limit-requests", "10000",
          "x-ratelimit-limit-tokens", "2000000",
          "x-ratelimit-remaining-requests", "9999",
          "x-ratelimit-remaining-tokens", "1999700",
          "x-ratelimit-reset-requests", "6ms",
          "x-ratelimit-reset-tokens", "9ms");

  private final Health health = new Health();
  private final Random random = new Random(1);
  private final Policy policy;
  private Instant now = Instant.parse("2026-11-02T12:00:00Z");

  /**
   * @param keys how many
   * @param selection more of the action's configuration, indented by six blanks; may be empty
   */
  Scene(int keys, String selection) {
    StringBuilder text = new StringBuilder(PROVIDER);
    for (int key = 1; key <= keys; key++) {
      text.append("            - value: ${secrets.get('openai', 'key-%d')}\n".formatted(key));
    }
    policy = read(text.append(selection).toString());
  }

  private static Policy read(String text) {
    SecretResolver secrets = SecretResolver.ofEnvironment(name -> "value-of-" + name);
    return switch (Keyway.policyReader(secrets, Problem.Severity.ERROR)
        .read("bench", text.getBytes(StandardCharsets.UTF_8))) {
      case PolicyReading.Loaded(Policy loaded) -> loaded;
      case PolicyReading.Refused refused -> throw new IllegalStateException(refused.toString());
    };
  }

  @Override
  public Instant instant() {
    return now;
  }

  void pass(long millis) {
    now = now.plusMillis(millis);
  }

  Keyway keyway(Consumer<DecisionRecord> records) {
    return new Keyway(this, random, health, new ProviderUrls(Map.of()), records);
  }

  Policy policy() {
    return policy;
  }

  AiGateway gateway() {
    return policy.aiGateway();
  }

  /** OpenAI's, in listed order. */
  List<ApiKey> keys() {
    return Objects.requireNonNull(gateway().keys().get("openai"));
  }

  Health health() {
    return health;
  }

  Random random() {
    return random;
  }

  Arrival arrival() {
    return new Arrival(head(), Surface.CHAT_COMPLETIONS, new ClientCredential.None(), null);
  }

  private HeadFacts head() {
    return new HeadFacts(
        "0000000000000000",
        "entry",
        "POST",
        "/v1/chat/completions",
        null,
        CLIENT,
        Caller.unknown("127.0.0.1"),
        now,
        Connection.PLAIN);
  }

  RequestFacts facts(byte[] body) {
    return RequestFacts.of(head(), ai(body), "gpt-4o");
  }

  static AiRequest ai(byte[] body) {
    return switch (RequestReader.read(Surface.CHAT_COMPLETIONS, body)) {
      case RequestReading.Read(AiRequest ai) -> ai;
      case RequestReading other -> throw new IllegalStateException(other.toString());
    };
  }

  static Outcome.Answered served() {
    return new Outcome.Answered(
        200, PROVIDERS, Outcome.Prefix.COMPLETE, ByteSlice.of(Chats.answer()));
  }

  static Outcome.Answered rateLimited() {
    return new Outcome.Answered(
        429,
        PROVIDERS.toBuilder().set("retry-after", "1").build(),
        Outcome.Prefix.COMPLETE,
        ByteSlice.of(Chats.rateLimited()));
  }
}
