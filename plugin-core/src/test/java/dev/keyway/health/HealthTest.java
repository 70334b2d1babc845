package dev.keyway.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.classify.Scope;
import dev.keyway.policy.ApiKey;
import dev.keyway.policy.FailoverSettings;
import dev.keyway.quota.QuotaReport;
import dev.keyway.testing.ManualClock;
import dev.keyway.testing.ManualSecret;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HealthTest {

  private final ManualClock clock = new ManualClock();
  private final Health health = new Health();
  private final ManualSecret secret = new ManualSecret("sk-one");
  private final ApiKey key =
      new ApiKey("openai", "primary", "openai:primary", secret, null, null, Map.of());
  private final Target target = new Target("https://openai.example", key, "gpt-4o");

  @Test
  void facts_ofAKeyNeverUsed_areUnknownAndNotZero() {
    KeyFacts facts = facts();
    assertThat(facts.unknown()).isTrue();
    assertThat(facts.quota().remainingRequests()).isNull();
    assertThat(facts.lastUsedSeconds()).isNull();
    assertThat(facts.quotaResetSeconds()).isNull();
    assertThat(facts.totalErrorRate()).isZero();
  }

  @Test
  void errorRates_areSharesOfTheLastFiveMinutes() {
    for (int i = 0; i < 4; i++) {
      health.started(target, clock.instant());
    }
    fail(Scope.PROVIDER, FailureKind.TIMEOUT);
    fail(Scope.ATTEMPT, FailureKind.CLIENT);
    assertThat(facts().errorRate(FailureKind.TIMEOUT)).isEqualTo(0.25);
    assertThat(facts().totalErrorRate()).isEqualTo(0.5);
    assertThat(facts().requestCount()).isEqualTo(4);
    clock.pass(Duration.ofSeconds(299));
    assertThat(facts().requestCount()).isEqualTo(4);
    clock.pass(Duration.ofSeconds(31));
    assertThat(facts().requestCount()).isZero();
    assertThat(facts().totalErrorRate()).isZero();
  }

  @Test
  void inFlight_countsAttemptsThatHaveNotEnded() {
    health.started(target, clock.instant());
    health.started(target, clock.instant());
    health.ended(target);
    assertThat(facts().inFlight()).isEqualTo(1);
  }

  @Test
  void quota_whoseWindowHasBegunAnew_isTheLimitAgain() {
    Instant reset = clock.instant().plusSeconds(60);
    health.reported(
        target, new QuotaReport(3L, 100L, 500L, 30_000L, reset, reset), clock.instant());
    assertThat(facts().quota().remainingRequests()).isEqualTo(3);
    assertThat(facts().quotaResetSeconds()).isEqualTo(60.0);
    clock.pass(Duration.ofSeconds(60));
    assertThat(facts().quota().remainingRequests()).isEqualTo(500);
    assertThat(facts().quotaResetSeconds()).isNull();
  }

  @Test
  void quota_reportedWithoutAReset_isBelievedForAMinute() {
    health.reported(target, new QuotaReport(3L, null, null, null, null, null), clock.instant());
    clock.pass(Duration.ofSeconds(59));
    assertThat(facts().quota().remainingRequests()).isEqualTo(3);
    clock.pass(Duration.ofSeconds(1));
    assertThat(facts().quota().remainingRequests()).isNull();
  }

  @Test
  void quota_belongsToTheModelItWasReportedFor() {
    health.reported(target, new QuotaReport(3L, null, null, null, null, null), clock.instant());
    assertThat(health.facts(key, "gpt-4o-mini", clock.instant()).quota())
        .isEqualTo(QuotaReport.NONE);
  }

  @Test
  void coolDown_isNeverShortenedByALaterHint() {
    Instant later = clock.instant().plusSeconds(100);
    cool(later);
    cool(clock.instant().plusSeconds(10));
    assertThat(standing()).isEqualTo(new Standing.Cooling(later));
  }

  @Test
  void coolDown_ofManyFailuresAtOnce_isDoubledOnce() {
    for (int i = 0; i < 50; i++) {
      fail(Scope.RATE, FailureKind.RATE_LIMIT);
    }
    assertThat(standing()).isEqualTo(new Standing.Cooling(clock.instant().plusSeconds(5)));
    clock.pass(Duration.ofSeconds(5));
    fail(Scope.RATE, FailureKind.RATE_LIMIT);
    assertThat(standing()).isEqualTo(new Standing.Cooling(clock.instant().plusSeconds(10)));
  }

  @Test
  void coolDown_doublesUpToFiveMinutes() {
    for (int i = 0; i < 10; i++) {
      fail(Scope.RATE, FailureKind.RATE_LIMIT);
      clock.pass(Duration.ofMinutes(5));
    }
    fail(Scope.RATE, FailureKind.RATE_LIMIT);
    assertThat(standing()).isEqualTo(new Standing.Cooling(clock.instant().plusSeconds(300)));
  }

  @Test
  void aProbe_isOneRequestAtATime_untilItIsSettled() {
    for (int i = 0; i < 5; i++) {
      fail(Scope.PROVIDER, FailureKind.SERVER);
    }
    assertThat(ask()).isInstanceOf(ProviderStanding.LeftAlone.class);
    clock.pass(Duration.ofSeconds(10));
    assertThat(ask()).isInstanceOf(ProviderStanding.Probing.class);
    assertThat(ask()).isInstanceOf(ProviderStanding.LeftAlone.class);
    health.abandoned(target);
    assertThat(ask()).isInstanceOf(ProviderStanding.Probing.class);
    health.succeeded(target, FailoverSettings.DEFAULTS, clock.instant());
    assertThat(ask()).isInstanceOf(ProviderStanding.Available.class);
    assertThat(ask()).isInstanceOf(ProviderStanding.Available.class);
  }

  @Test
  void failures_olderThanThirtySeconds_doNotOpenTheBreaker() {
    for (int i = 0; i < 4; i++) {
      fail(Scope.PROVIDER, FailureKind.SERVER);
    }
    clock.pass(Duration.ofSeconds(31));
    fail(Scope.PROVIDER, FailureKind.SERVER);
    assertThat(ask()).isInstanceOf(ProviderStanding.Available.class);
  }

  @Test
  void theClientsOwnCredential_leavesNothingBehind() {
    Target client = new Target("https://openai.example", null, "gpt-4o");
    health.started(client, clock.instant());
    Mark mark =
        health.failed(
            client,
            Scope.KEY,
            FailureKind.CLIENT,
            null,
            FailoverSettings.DEFAULTS,
            clock.instant());
    assertThat(mark).isEqualTo(new Mark.Nothing());
    assertThat(standing()).isEqualTo(new Standing.Ready());
  }

  @Test
  void names_fromClients_cannotFillTheMemory() {
    for (int i = 0; i < 120_000; i++) {
      Target named = new Target("https://openai.example", key, "made-up-" + i);
      health.failed(
          named,
          Scope.KEY_MODEL,
          FailureKind.CLIENT,
          null,
          FailoverSettings.DEFAULTS,
          clock.instant());
    }
    assertThat(health.rememberedPairs()).isLessThanOrEqualTo(50_000);
  }

  private KeyFacts facts() {
    return health.facts(key, "gpt-4o", clock.instant());
  }

  private Standing standing() {
    return health.standing(key, "gpt-4o", clock.instant());
  }

  private ProviderStanding ask() {
    return health.askProvider("https://openai.example", FailoverSettings.DEFAULTS, clock.instant());
  }

  private void cool(Instant hint) {
    health.failed(
        target,
        Scope.RATE,
        FailureKind.RATE_LIMIT,
        hint,
        FailoverSettings.DEFAULTS,
        clock.instant());
  }

  private void fail(Scope scope, FailureKind kind) {
    health.failed(target, scope, kind, null, FailoverSettings.DEFAULTS, clock.instant());
  }
}
