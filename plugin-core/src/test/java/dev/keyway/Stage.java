package dev.keyway;

import dev.keyway.access.Caller;
import dev.keyway.access.ClientCredential;
import dev.keyway.classify.Outcome;
import dev.keyway.classify.Outcome.Answered;
import dev.keyway.classify.Outcome.Prefix;
import dev.keyway.document.Problem;
import dev.keyway.facts.Connection;
import dev.keyway.facts.HeadFacts;
import dev.keyway.health.Health;
import dev.keyway.http.Answer;
import dev.keyway.http.ByteSlice;
import dev.keyway.http.Headers;
import dev.keyway.policy.ApiKey;
import dev.keyway.policy.Policy;
import dev.keyway.policy.PolicyReading;
import dev.keyway.provider.PreparedAttempt;
import dev.keyway.provider.ProviderUrls;
import dev.keyway.record.DecisionRecord;
import dev.keyway.request.Destination;
import dev.keyway.request.Format;
import dev.keyway.request.Surface;
import dev.keyway.secret.Secret;
import dev.keyway.secret.SecretResolver;
import dev.keyway.testing.Begun;
import dev.keyway.testing.ManualClock;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Whole requests without a socket: a policy as an operator writes it, and a carrier by hand. */
final class Stage {

  static final String HELLO =
      """
      {"model":"gpt-4o","messages":[{"role":"user","content":"Hello"}]}\
      """;

  final List<DecisionRecord> records = new ArrayList<>();
  final ManualClock clock = new ManualClock();
  private final Health health = new Health();
  Headers headers = Headers.of("content-type", "application/json");
  String path = Surface.CHAT_COMPLETIONS.path();
  String query;
  Caller caller = Caller.unknown("192.0.2.7");
  Guard guard = required -> null;
  ClientCredential credential = new ClientCredential.None();
  private final Keyway keyway =
      new Keyway(clock, new Random(1), health, ProviderUrls.NONE, records::add);
  private final Policy policy;

  private Stage(Policy policy) {
    this.policy = policy;
  }

  static Stage of(Map<String, String> environment, String policy) {
    PolicyReading reading =
        Keyway.policyReader(SecretResolver.ofEnvironment(environment::get), Problem.Severity.ERROR)
            .read("test", policy.getBytes(StandardCharsets.UTF_8));
    return switch (reading) {
      case PolicyReading.Loaded loaded -> new Stage(loaded.policy());
      case PolicyReading.Refused refused -> throw new AssertionError(refused.problems());
    };
  }

  Stage clientBrings(String key) {
    credential = new ClientCredential.Found(Secret.of(key));
    headers = headers.toBuilder().set("authorization", "Bearer " + key).build();
    return this;
  }

  /** The host vouches for the client. */
  Stage vouchedFor() {
    caller =
        new Caller(Caller.Voucher.HOST, "team", null, List.of(), null, Map.of(), null, null, null);
    return this;
  }

  Policy policy() {
    return policy;
  }

  /** A request that has not been begun. */
  Visit visit() {
    return keyway.visit(policy, arrival(), guard);
  }

  Opening begin() {
    return beginWith(HELLO);
  }

  /** With this model, and these as fallbacks. */
  Opening begin(String model, String... fallbacks) {
    String models = fallbacks.length == 0 ? "" : "\"" + String.join("\",\"", fallbacks) + "\"";
    return beginWith(HELLO.replace("\"gpt-4o\"", "\"" + model + "\",\"models\":[" + models + "]"));
  }

  Opening beginWith(String body) {
    return Begun.begin(keyway, policy, arrival(), body.getBytes(StandardCharsets.UTF_8));
  }

  /** The models this client may use, or that one. */
  Opening models(@Nullable String id, Format format, @Nullable String asked) {
    String path = id == null ? "/v1/models" : "/v1/models/" + id;
    return Begun.begin(
        keyway,
        policy,
        arrival("GET", path, asked, new Destination.Models(id, format)),
        new byte[0]);
  }

  Exchange open() {
    return ((Opening.Open) begin()).exchange();
  }

  Exchange open(String model, String... fallbacks) {
    return ((Opening.Open) begin(model, fallbacks)).exchange();
  }

  Arrival arrival() {
    return arrival("POST", path, query, Destination.ofPath(path, false));
  }

  private Arrival arrival(
      String method, String path, @Nullable String asked, Destination destination) {
    HeadFacts head =
        new HeadFacts(
            "id-1",
            "test",
            method,
            path,
            asked,
            headers,
            caller,
            clock.instant(),
            Connection.PLAIN);
    return new Arrival(head, destination, credential, null);
  }

  /** Attempts that stand in records. */
  int attempts() {
    return records.stream()
        .flatMap(record -> record.trials().stream())
        .mapToInt(trial -> trial.attempts().size())
        .sum();
  }

  /** Requests under way with the first key of {@code openai}. */
  long inFlight() {
    ApiKey key = policy.aiGateway().keys().get("openai").getFirst();
    return health.facts(key, "gpt-4o", clock.instant()).inFlight();
  }

  static PreparedAttempt sent(Move move) {
    return ((Move.Send) move).call();
  }

  static Answer answer(Move move) {
    return ((Move.Answer) move).answer();
  }

  static Outcome answered(int status, String body, String... headers) {
    ByteSlice bytes = ByteSlice.of(body.getBytes(StandardCharsets.UTF_8));
    return new Answered(status, Headers.of(headers), Prefix.COMPLETE, bytes);
  }

  static Outcome failed(int status, String message) {
    return answered(
        status,
        "{\"error\":{\"message\":\"%s\",\"type\":\"some_error\",\"code\":\"some_code\"}}"
            .formatted(message),
        "content-type",
        "application/json");
  }

  /** Everything that goes onto the wire to a provider, as text. */
  static String wire(PreparedAttempt attempt) {
    return attempt.target()
        + "\n"
        + shown(attempt.headers())
        + new String(ByteSlice.join(attempt.body()), StandardCharsets.UTF_8);
  }

  static String text(Answer response) {
    return shown(response.headers()) + new String(response.body(), StandardCharsets.UTF_8);
  }

  static String shown(Headers headers) {
    StringBuilder text = new StringBuilder();
    headers.forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
    return text.toString();
  }
}
