package dev.keyway;

import dev.keyway.access.Caller;
import dev.keyway.access.ClientCredential;
import dev.keyway.classify.Outcome;
import dev.keyway.classify.Outcome.Prefix;
import dev.keyway.document.Problem.Severity;
import dev.keyway.facts.Connection;
import dev.keyway.facts.HeadFacts;
import dev.keyway.health.Health;
import dev.keyway.health.KeyFacts;
import dev.keyway.http.ByteSlice;
import dev.keyway.http.Headers;
import dev.keyway.policy.ApiKey;
import dev.keyway.policy.Policy;
import dev.keyway.policy.PolicyReading;
import dev.keyway.provider.ProviderUrls;
import dev.keyway.record.DecisionRecord;
import dev.keyway.record.RecordJson;
import dev.keyway.request.Surface;
import dev.keyway.secret.Secret;
import dev.keyway.secret.SecretResolver;
import dev.keyway.testing.Begun;
import dev.keyway.testing.ManualClock;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A Keyway with one policy, a clock that stands still, and its records; whole exchanges on it. */
final class ExchangeStage {

  static final String CHAT =
      """
      {"model":"gpt-4o","messages":[{"role":"user","content":"hi"}]}\
      """;

  final ManualClock clock = new ManualClock();
  final List<DecisionRecord> records = new ArrayList<>();
  final Policy policy;
  private final Health health = new Health();
  private final Keyway keyway;

  /**
   * @param yaml the policy; {@code secrets.get('v', 'name')} finds {@code sk-name-0123456789}
   */
  ExchangeStage(String yaml) {
    SecretResolver secrets =
        new SecretResolver(
            Map.of("v", name -> Optional.of(Secret.of("sk-" + name + "-0123456789"))));
    PolicyReading reading =
        Keyway.policyReader(secrets, Severity.ERROR)
            .read("chat", yaml.getBytes(StandardCharsets.UTF_8));
    this.policy =
        switch (reading) {
          case PolicyReading.Loaded loaded -> loaded.policy();
          case PolicyReading.Refused refused ->
              throw new IllegalArgumentException(refused.problems().toString());
        };
    this.keyway =
        new Keyway(clock, new Random(1), health, new ProviderUrls(Map.of()), records::add);
  }

  /** A request of a caller that the host vouches for. */
  Opening begin(Surface surface, String body) {
    return begin(arrival(surface, Headers.of("user-agent", "test/1"), null), body);
  }

  Opening begin(Arrival arrival, String body) {
    return Begun.begin(keyway, policy, arrival, body.getBytes(StandardCharsets.UTF_8));
  }

  Exchange open(Surface surface, String body) {
    return exchange(begin(surface, body));
  }

  /** The exchange of a client that brings a key of its own. */
  Exchange openWithOwnKey(String key, String body) {
    Headers headers = Headers.of("authorization", "Bearer " + key);
    return exchange(begin(arrival(Surface.CHAT_COMPLETIONS, headers, key), body));
  }

  static Exchange exchange(Opening opening) {
    return switch (opening) {
      case Opening.Open open -> open.exchange();
      case Opening.ReadBody again -> throw new AssertionError("the body was read");
      case Opening.Answered refused ->
          throw new AssertionError(new String(refused.answer().body(), StandardCharsets.UTF_8));
    };
  }

  static Arrival arrival(Surface surface, Headers headers, @Nullable String ownKey) {
    Caller caller =
        new Caller(
            Caller.Voucher.HOST,
            "team-blue",
            null,
            List.of(),
            null,
            Map.of(),
            "10.0.0.9",
            null,
            null);
    HeadFacts head =
        new HeadFacts(
            "req-1",
            "listener",
            "POST",
            surface.path(),
            null,
            headers,
            caller,
            ManualClock.START,
            Connection.PLAIN);
    return new Arrival(
        head,
        surface,
        ownKey == null
            ? new ClientCredential.None()
            : new ClientCredential.Found(Secret.of(ownKey)),
        ownKey == null ? null : "hash-of-own-key");
  }

  static Outcome answered(int status, String body, String... headers) {
    Headers all = Headers.of(headers).toBuilder().add("content-type", "application/json").build();
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return new Outcome.Answered(status, all, Prefix.COMPLETE, ByteSlice.of(bytes));
  }

  static Outcome good() {
    return answered(200, "{\"choices\":[]}");
  }

  static Outcome failed(int status, String code, String... headers) {
    return answered(
        status,
        "{\"error\":{\"message\":\"no\",\"type\":\"%s\",\"code\":\"%s\"}}".formatted(code, code),
        headers);
  }

  /** How many attempts occupy keys. */
  long inFlight() {
    return keys().mapToLong(key -> facts(key.id()).inFlight()).sum();
  }

  /** What is known of the key of this id. */
  KeyFacts facts(String id) {
    ApiKey key = keys().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
    return health.facts(key, "gpt-4o", clock.instant());
  }

  private Stream<ApiKey> keys() {
    return policy.aiGateway().keys().values().stream().flatMap(List::stream);
  }

  /** The one record there is. */
  DecisionRecord record() {
    if (records.size() != 1) {
      throw new AssertionError(records.size() + " records");
    }
    return records.getFirst();
  }

  String json() {
    return RecordJson.line(record());
  }
}
