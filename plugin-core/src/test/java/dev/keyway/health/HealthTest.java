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

  private static final String PLACE = "https://openai.example";
  private static final FailoverSettings SETTINGS = FailoverSettings.DEFAULTS;

  private final ManualClock clock = new ManualClock();
  private final Health health = new Health();
  private final ManualSecret secret = new ManualSecret("sk-one");
  private final ApiKey key =
      new ApiKey("openai", "primary", "openai:primary", secret, null, null, Map.of());

  @Test
  void facts_ofAKeyNeverUsed_areUnknownAndNotZero() {
    KeyFacts facts = facts();
    assertThat(facts.unknown()).isTrue();
    assertThat(facts.remainingRequests()).isNull();
    assertThat(facts.lastUsedSeconds()).isNull();
    assertThat(facts.quotaResetSeconds()).isNull();
    assertThat(facts.totalErrorRate()).isZero();
  }

  @Test
  void errorRates_areSharesOfTheLastFiveMinutes() {
    for (int i = 0; i < 4; i++) {
      health.started(target());
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
    health.started(target());
    health.started(target());
    health.ended(target());
    assertThat(facts().inFlight()).isEqualTo(1);
  }

  @Test
  void quota_whoseWindowHasBegunAnew_isTheLimitAgain() {
    Instant reset = clock.instant().plusSeconds(60);
    health.reported(
        target(), new QuotaReport(3L, 100L, 500L, 30_000L, reset, reset), clock.instant());
    assertThat(facts().remainingRequests()).isEqualTo(3);
    assertThat(facts().quotaResetSeconds()).isEqualTo(60.0);
    clock.pass(Duration.ofSeconds(60));
    assertThat(facts().remainingRequests()).isEqualTo(500);
    assertThat(facts().quotaResetSeconds()).isNull();
  }

  @Test
  void quota_reportedWithoutAReset_isBelievedForAMinute() {
    health.reported(target(), new QuotaReport(3L, null, null, null, null, null), clock.instant());
    clock.pass(Duration.ofSeconds(59));
    assertThat(facts().remainingRequests()).isEqualTo(3);
    clock.pass(Duration.ofSeconds(1));
    assertThat(facts().remainingRequests()).isNull();
  }

  @Test
  void quota_belongsToTheModelItWasReportedFor() {
    health.reported(target(), new QuotaReport(3L, null, null, null, null, null), clock.instant());
    assertThat(health.facts(key, "gpt-4o-mini", clock.instant()).remainingRequests()).isNull();
    assertThat(facts().remainingRequests()).isEqualTo(3);
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
  void theClientsOwnCredential_leavesNothingBehind() {
    Target client = Target.of(PLACE, null, "gpt-4o", clock.instant());
    health.started(client);
    Mark mark =
        health.failed(client, Scope.KEY, FailureKind.CLIENT, null, SETTINGS, clock.instant());
    assertThat(mark).isEqualTo(new Mark.Nothing());
    assertThat(standing()).isEqualTo(new Standing.Ready());
  }

  @Test
  void names_fromClients_cannotFillTheMemory() {
    for (int i = 0; i < 120_000; i++) {
      Target named = Target.of(PLACE, key, "made-up-" + i, clock.instant());
      Scope scope = i % 2 == 0 ? Scope.KEY_MODEL : Scope.RATE;
      health.failed(named, scope, FailureKind.CLIENT, null, SETTINGS, clock.instant());
      assertThat(health.facts(key, "asked-" + i, clock.instant()).cooldownSeconds()).isZero();
    }
    assertThat(health.rememberedPairs()).isLessThanOrEqualTo(50_000);
  }

  @Test
  void asking_leavesNothingBehind() {
    for (int i = 0; i < 1000; i++) {
      health.facts(key, "asked-" + i, clock.instant());
      health.standing(key, "asked-" + i, clock.instant());
    }
    assertThat(health.rememberedPairs()).isZero();
  }

  @Test
  void aVerdictOnTheOldSecret_arrivingAfterARotation_doesNotTouchTheNewOne() {
    Target before = target();
    secret.rotate("sk-two");
    fail(before, Scope.KEY);
    fail(before, Scope.KEY_MODEL);
    fail(before, Scope.QUOTA_GROUP);
    assertThat(standing()).isEqualTo(new Standing.Ready());
  }

  @Test
  void aLateVerdictOnTheOldSecret_takesNothingBack() {
    Target before = target();
    secret.rotate("sk-two");
    fail(target(), Scope.KEY);
    fail(before, Scope.KEY);
    assertThat(standing()).isEqualTo(new Standing.SetAside(Standing.Cause.INVALID_KEY, null));
  }

  @Test
  void aCoolDown_outlivesANewSecret_forTheAccountIsTheSame() {
    Instant until = clock.instant().plusSeconds(20);
    cool(until);
    secret.rotate("sk-two");
    assertThat(standing()).isEqualTo(new Standing.Cooling(until));
  }

  @Test
  void aSuccessThatBeganBefore_doesNotBringMoneyBack() {
    Target before = target();
    clock.pass(Duration.ofSeconds(1));
    fail(target(), Scope.QUOTA_GROUP);
    clock.pass(Duration.ofSeconds(1));
    health.succeeded(before, SETTINGS, clock.instant());
    assertThat(standing()).isInstanceOf(Standing.SetAside.class);
  }

  @Test
  void aSuccessThatBeganBefore_doesNotForgiveACoolDown() {
    Target before = target();
    clock.pass(Duration.ofSeconds(1));
    fail(target(), Scope.RATE);
    health.succeeded(before, SETTINGS, clock.instant());
    clock.pass(Duration.ofSeconds(5));
    fail(target(), Scope.RATE);
    assertThat(standing()).isEqualTo(new Standing.Cooling(clock.instant().plusSeconds(10)));
  }

  @Test
  void aMembersNewSecret_isNoticed_whenTheMoneyRanOutBeforeItWasAskedForAgain() {
    ManualSecret othersSecret = new ManualSecret("sk-other");
    ApiKey one = member("one", secret);
    ApiKey other = member("other", othersSecret);
    health.standing(other, "gpt-4o", clock.instant());
    fail(Target.of(PLACE, one, "gpt-4o", clock.instant()), Scope.QUOTA_GROUP);
    assertThat(health.standing(other, "gpt-4o", clock.instant()))
        .isInstanceOf(Standing.SetAside.class);
    othersSecret.rotate("sk-other-two");
    assertThat(health.standing(other, "gpt-4o", clock.instant())).isEqualTo(new Standing.Ready());
    assertThat(health.standing(one, "gpt-4o", clock.instant()))
        .isInstanceOf(Standing.SetAside.class);
  }

  @Test
  void anOperator_bringsAKeyBackAtOnce() {
    fail(target(), Scope.KEY);
    fail(target(), Scope.KEY_MODEL);
    fail(target(), Scope.QUOTA_GROUP);
    health.readmit(key);
    assertThat(standing()).isEqualTo(new Standing.Ready());
  }

  @Test
  void latencies_areUnknownUntilMeasured_andForgottenAfterFiveMinutes() {
    assertThat(facts().meanMillis(Latency.UPSTREAM)).isNull();
    assertThat(facts().p95Millis(Latency.UPSTREAM)).isNull();
    for (int i = 1; i <= 100; i++) {
      Duration whole = Duration.ofMillis(10L * i);
      Duration first = Duration.ofMillis(i);
      health.served(
          target(), new Served(whole, first, Duration.ofMillis(1), 3L, 10L), clock.instant());
    }
    assertThat(facts().meanMillis(Latency.UPSTREAM)).isEqualTo(505.0);
    assertThat(facts().p95Millis(Latency.UPSTREAM)).isBetween(950.0, 1140.0);
    assertThat(facts().meanMillis(Latency.TIME_TO_FIRST_TOKEN)).isEqualTo(50.5);
    assertThat(facts().meanMillis(Latency.TIME_PER_OUTPUT_TOKEN)).isEqualTo(50.5);
    assertThat(facts().inputTokens()).isEqualTo(300);
    assertThat(facts().outputTokens()).isEqualTo(1000);
    clock.pass(Duration.ofMinutes(6));
    assertThat(facts().meanMillis(Latency.UPSTREAM)).isNull();
    assertThat(facts().outputTokens()).isZero();
  }

  @Test
  void anAnswerThatIsNoStream_hasNoFirstToken() {
    health.served(
        target(),
        new Served(Duration.ofMillis(800), null, Duration.ZERO, null, 8L),
        clock.instant());
    assertThat(facts().meanMillis(Latency.TIME_TO_FIRST_TOKEN)).isNull();
    assertThat(facts().meanMillis(Latency.TIME_PER_OUTPUT_TOKEN)).isEqualTo(100.0);
  }

  @Test
  void inFlight_isNeverNegative() {
    health.ended(target());
    assertThat(facts().inFlight()).isZero();
  }

  private KeyFacts facts() {
    return health.facts(key, "gpt-4o", clock.instant());
  }

  private Standing standing() {
    return health.standing(key, "gpt-4o", clock.instant());
  }

  private Target target() {
    return Target.of(PLACE, key, "gpt-4o", clock.instant());
  }

  private static ApiKey member(String name, ManualSecret secret) {
    return new ApiKey("openai", name, "openai:" + name, secret, "account", null, Map.of());
  }

  private void cool(Instant hint) {
    health.failed(target(), Scope.RATE, FailureKind.RATE_LIMIT, hint, SETTINGS, clock.instant());
  }

  private void fail(Scope scope, FailureKind kind) {
    health.failed(target(), scope, kind, null, SETTINGS, clock.instant());
  }

  private void fail(Target target, Scope scope) {
    health.failed(target, scope, FailureKind.CLIENT, null, SETTINGS, clock.instant());
  }
}
