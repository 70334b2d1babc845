package dev.keyway.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.classify.Scope;
import dev.keyway.document.Problems;
import dev.keyway.health.FailureKind;
import dev.keyway.health.Health;
import dev.keyway.health.KeyFacts;
import dev.keyway.health.Latency;
import dev.keyway.health.RollingFacts;
import dev.keyway.health.Served;
import dev.keyway.health.Snapshot;
import dev.keyway.health.Target;
import dev.keyway.policy.AiGateway;
import dev.keyway.policy.ApiKey;
import dev.keyway.policy.FailoverSettings;
import dev.keyway.quota.QuotaReport;
import dev.keyway.testing.ManualClock;
import dev.keyway.testing.ManualGateway;
import dev.keyway.testing.ManualSecret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Histories are made up, written down, read again and compared. */
class SnapshotRoundTripTest {

  private static final FailoverSettings SETTINGS = FailoverSettings.DEFAULTS;
  private static final List<FailureKind> KINDS = List.of(FailureKind.values());
  private static final int HISTORIES = 300;
  private static final List<String> MODELS = List.of("gpt-4o", "gpt-4o-mini", "made \"up\"");
  private static final List<String> ROUTES = List.of("chat", "batch", Target.NO_ROUTE);

  private final ManualClock clock = new ManualClock();
  private final ManualSecret rotating = new ManualSecret("sk-rotating");
  private final List<ApiKey> openAi =
      List.of(
          key("openai", "one", null, new ManualSecret("sk-one")),
          key("openai", "two", "account", rotating),
          key("openai", "three", "account", new ManualSecret("sk-three")));
  private final List<ApiKey> anthropic =
      List.of(key("anthropic", "four", null, new ManualSecret("sk-four")));
  private final AiGateway gateway =
      new ManualGateway().keys("openai", openAi).keys("anthropic", anthropic).get();

  @Test
  void whatWasWrittenAndRead_saysTheSameOfEveryKeyAndModel() {
    for (int seed = 0; seed < HISTORIES; seed++) {
      Health lived = new Health("zone");
      live(lived, new SplittableRandom(seed));
      Health told = new Health("zone");
      told.seed(read(SnapshotJson.text(taken(lived))), gateway, clock.instant());
      compare(lived, told, "history " + seed);
      assertThat(taken(told)).as("history " + seed).isEqualTo(taken(lived));
    }
  }

  @Test
  void aSnapshot_holdsNoSecret() {
    Health lived = new Health();
    live(lived, new SplittableRandom(1));
    assertThat(SnapshotJson.text(taken(lived))).doesNotContain("sk-");
  }

  private Snapshot taken(Health health) {
    return health.snapshot(gateway, clock.instant());
  }

  private Snapshot read(String text) {
    Problems problems = new Problems();
    Snapshot read =
        SnapshotReader.read(text.getBytes(StandardCharsets.UTF_8), List.of(gateway), problems);
    assertThat(problems.inOrder()).as(text).isEmpty();
    return read;
  }

  private void live(Health health, SplittableRandom random) {
    int requests = random.nextInt(60);
    for (int i = 0; i < requests; i++) {
      request(health, random);
      clock.pass(Duration.ofMillis(random.nextInt(8000)));
      if (random.nextInt(20) == 0) {
        rotating.rotate("sk-rotated-" + random.nextInt());
      }
    }
  }

  private void request(Health health, SplittableRandom random) {
    boolean ofAnthropic = random.nextInt(5) == 0;
    List<ApiKey> keys = ofAnthropic ? anthropic : openAi;
    ApiKey key = random.nextInt(8) == 0 ? null : keys.get(random.nextInt(keys.size()));
    Target target =
        Target.of(
            place(ofAnthropic ? "anthropic" : "openai"),
            key,
            MODELS.get(random.nextInt(MODELS.size())),
            ROUTES.get(random.nextInt(ROUTES.size())),
            clock.instant());
    health.started(target);
    settle(health, target, random);
    if (random.nextInt(6) != 0) {
      health.ended(target);
    }
  }

  private void settle(Health health, Target target, SplittableRandom random) {
    Instant now = clock.instant();
    if (random.nextInt(3) == 0) {
      health.reported(target, report(random), now);
    }
    Scope[] scopes = Scope.values();
    int outcome = random.nextInt(scopes.length * 2);
    if (outcome < scopes.length) {
      FailureKind kind = KINDS.get(random.nextInt(KINDS.size()));
      Instant hint = random.nextBoolean() ? null : now.plusMillis(random.nextInt(90_000));
      health.failed(target, scopes[outcome], kind, hint, SETTINGS, now);
    } else {
      health.succeeded(target, SETTINGS, now);
      health.served(target, served(random), now);
    }
  }

  private QuotaReport report(SplittableRandom random) {
    Instant reset = clock.instant().plusMillis(1 + random.nextInt(100_000));
    return switch (random.nextInt(3)) {
      case 0 -> new QuotaReport(5L, null, 10L, null, null, null);
      case 1 -> new QuotaReport(null, 70L, null, 900L, null, reset);
      default -> new QuotaReport(1L, 2L, 3L, 4L, reset, reset.plusSeconds(5));
    };
  }

  private static Served served(SplittableRandom random) {
    Duration whole = Duration.ofMillis(1 + random.nextInt(20_000));
    Duration first = random.nextBoolean() ? null : whole.dividedBy(3);
    Long counted = random.nextBoolean() ? null : random.nextLong(1000);
    return new Served(
        whole, first, Duration.ofNanos(random.nextInt(9_000_000)), 7L, 30L, counted, null);
  }

  private void compare(Health lived, Health told, String where) {
    Instant now = clock.instant();
    for (ApiKey key : Stream.concat(openAi.stream(), anthropic.stream()).toList()) {
      for (String model : MODELS) {
        String what = where + ", " + key.id() + " at " + model;
        assertThat(told.standing(key, model, now).getClass())
            .as(what)
            .isEqualTo(lived.standing(key, model, now).getClass());
        assertThat(values(told.facts(key, model, now)))
            .as(what)
            .isEqualTo(values(lived.facts(key, model, now)));
        for (String route : ROUTES) {
          assertThat(values(told, key, model, route))
              .as(what + " on " + route)
              .isEqualTo(values(lived, key, model, route));
        }
      }
    }
  }

  private List<@Nullable Object> values(Health health, ApiKey key, String model, String route) {
    var facts =
        health.modelFacts(place(key.providerId()), model, route, List.of(key), clock.instant());
    List<@Nullable Object> values = new ArrayList<>();
    values.addAll(rolling(facts.global()));
    values.addAll(rolling(facts.endpoint()));
    facts.apiKeys().values().forEach(one -> values.addAll(values(one)));
    return values;
  }

  private static List<@Nullable Object> values(KeyFacts key) {
    List<@Nullable Object> values = rolling(key);
    values.add(key.remainingRequests());
    values.add(key.remainingTokens());
    values.add(key.limitRequests());
    values.add(key.limitTokens());
    values.add(key.quotaResetSeconds());
    values.add(key.inFlight());
    values.add(key.cooldownSeconds());
    values.add(key.lastUsedSeconds());
    return values;
  }

  private static List<@Nullable Object> rolling(RollingFacts facts) {
    List<@Nullable Object> values = new ArrayList<>();
    values.add(facts.requestCount());
    values.add(facts.totalErrorRate());
    for (FailureKind kind : FailureKind.values()) {
      values.add(facts.errorRate(kind));
    }
    for (Latency latency : Latency.values()) {
      values.add(facts.meanMillis(latency));
      values.add(facts.p95Millis(latency));
    }
    values.add(facts.inputTokens());
    values.add(facts.outputTokens());
    values.add(facts.estimatedInputTokens());
    values.add(facts.estimatedOutputTokens());
    return values;
  }

  private String place(String provider) {
    return gateway
        .catalogue()
        .provider(provider)
        .endpoints()
        .values()
        .iterator()
        .next()
        .baseUrl()
        .toString();
  }

  private static ApiKey key(
      String provider, String name, @Nullable String group, ManualSecret secret) {
    return new ApiKey(provider, name, provider + ":" + name, secret, group, null, Map.of());
  }
}
