package dev.keyway.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.classify.Scope;
import dev.keyway.policy.ApiKey;
import dev.keyway.policy.FailoverSettings;
import dev.keyway.testing.ManualClock;
import dev.keyway.testing.ManualSecret;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BreakerTest {

  private static final String PLACE = "https://openai.example";
  private static final FailoverSettings SETTINGS = FailoverSettings.DEFAULTS;

  private final ManualClock clock = new ManualClock();
  private final Health health = new Health();
  private final ApiKey key = key("primary");
  private final ApiKey another = key("backup");

  @Test
  void opens_afterFiveFailuresOfTheLastTen() {
    for (int i = 0; i < 4; i++) {
      fail();
      succeed();
    }
    fail();
    assertThat(ask()).isEqualTo(leftAlone(Duration.ofSeconds(10)));
  }

  @Test
  void staysShut_whenFewerThanFiveOfTheLastTenFailed() {
    for (int i = 0; i < 4; i++) {
      fail();
    }
    for (int i = 0; i < 7; i++) {
      succeed();
    }
    fail();
    assertThat(ask()).isEqualTo(new ProviderStanding.Available());
  }

  @Test
  void failures_olderThanThirtySeconds_doNotCount() {
    for (int i = 0; i < 4; i++) {
      fail();
    }
    clock.pass(Duration.ofSeconds(31));
    fail();
    assertThat(ask()).isEqualTo(new ProviderStanding.Available());
  }

  @Test
  void aProbe_isOneRequestAtATime_untilItIsSettled() {
    open();
    clock.pass(Duration.ofSeconds(10));
    assertThat(ask()).isInstanceOf(ProviderStanding.Probing.class);
    assertThat(ask()).isInstanceOf(ProviderStanding.LeftAlone.class);
    health.abandoned(target());
    assertThat(ask()).isInstanceOf(ProviderStanding.Probing.class);
    succeed();
    assertThat(ask()).isInstanceOf(ProviderStanding.Available.class);
    assertThat(ask()).isInstanceOf(ProviderStanding.Available.class);
  }

  @Test
  void aFailedProbe_doublesTheTime_upToFiveMinutes() {
    open();
    Duration wait = Duration.ofSeconds(10);
    for (int probes = 0; probes < 8; probes++) {
      clock.pass(wait);
      assertThat(ask()).isInstanceOf(ProviderStanding.Probing.class);
      fail();
      wait = Duration.ofSeconds(Math.min(300, wait.toSeconds() * 2));
      assertThat(ask()).isEqualTo(leftAlone(wait));
    }
  }

  @Test
  void manyFailuresAtOnce_openItOnce() {
    List<Target> together = underWay(50);
    clock.pass(Duration.ofSeconds(1));
    together.forEach(this::fail);
    assertThat(ask()).isEqualTo(leftAlone(Duration.ofSeconds(10)));
  }

  @Test
  void timeOutsOfWhatWasUnderWay_neitherDoubleTheTimeNorReleaseTheProbe() {
    List<Target> slow = underWay(20);
    clock.pass(Duration.ofSeconds(1));
    slow.subList(0, 5).forEach(this::fail);
    clock.pass(Duration.ofSeconds(10));
    assertThat(ask()).isInstanceOf(ProviderStanding.Probing.class);
    slow.subList(5, 20).forEach(this::fail);
    slow.forEach(health::abandoned);
    assertThat(ask()).isEqualTo(leftAlone(Duration.ofSeconds(10)));
    succeed();
    assertThat(ask()).isEqualTo(new ProviderStanding.Available());
    slow.forEach(this::fail);
    assertThat(ask()).isEqualTo(new ProviderStanding.Available());
  }

  @Test
  void aLateSuccess_doesNotCloseIt() {
    Target slow = target();
    clock.pass(Duration.ofSeconds(1));
    open();
    succeed(slow);
    assertThat(ask()).isEqualTo(leftAlone(Duration.ofSeconds(10)));
  }

  @Test
  void aProbeThatNeverReports_isFollowedByAnother() {
    open();
    clock.pass(Duration.ofSeconds(10));
    assertThat(ask()).isInstanceOf(ProviderStanding.Probing.class);
    clock.pass(SETTINGS.breaker().longestOpen());
    assertThat(ask()).isInstanceOf(ProviderStanding.Probing.class);
  }

  @Test
  void anAttemptThatSaysNothingSure_isNoAnswerOfTheProviders() {
    open();
    clock.pass(Duration.ofSeconds(10));
    assertThat(ask()).isInstanceOf(ProviderStanding.Probing.class);
    fail(target(), Scope.ATTEMPT);
    assertThat(ask()).isInstanceOf(ProviderStanding.Probing.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"KEY", "KEY_MODEL", "QUOTA_GROUP", "RATE", "REQUEST", "MODEL_WINDOW"})
  void anAnswer_howeverBadForTheKey_showsThatTheProviderIsThere(Scope scope) {
    open();
    clock.pass(Duration.ofSeconds(10));
    assertThat(ask()).isInstanceOf(ProviderStanding.Probing.class);
    fail(target(), scope);
    assertThat(ask()).isEqualTo(new ProviderStanding.Available());
  }

  @Test
  void failuresOfOneKey_whileAnotherIsServed_areThatKeys() {
    for (int i = 0; i < 20; i++) {
      fail();
      succeed(target(another));
    }
    assertThat(ask()).isEqualTo(new ProviderStanding.Available());
  }

  @Test
  void opens_onceTheOtherKeyFailsToo() {
    for (int i = 0; i < 4; i++) {
      fail();
      succeed(target(another));
    }
    fail(target(another));
    assertThat(ask()).isEqualTo(leftAlone(Duration.ofSeconds(10)));
  }

  @Test
  void opens_whenTheOtherKeysLastAnswerIsOlderThanThirtySeconds() {
    succeed(target(another));
    clock.pass(Duration.ofSeconds(31));
    open();
    assertThat(ask()).isEqualTo(leftAlone(Duration.ofSeconds(10)));
  }

  private void open() {
    for (int i = 0; i < 5; i++) {
      fail();
    }
  }

  private List<Target> underWay(int howMany) {
    List<Target> targets = new ArrayList<>();
    for (int i = 0; i < howMany; i++) {
      targets.add(target());
    }
    return targets;
  }

  private ProviderStanding leftAlone(Duration wait) {
    Instant until = clock.instant().plus(wait);
    return new ProviderStanding.LeftAlone(until);
  }

  private ProviderStanding ask() {
    return health.askProvider(PLACE, SETTINGS, clock.instant());
  }

  private static ApiKey key(String id) {
    return new ApiKey(
        "openai", id, "openai:" + id, new ManualSecret("sk-one"), null, null, Map.of());
  }

  private Target target() {
    return target(key);
  }

  private Target target(ApiKey by) {
    return Target.of(PLACE, by, "gpt-4o", clock.instant());
  }

  private void fail() {
    fail(target());
  }

  private void fail(Target target) {
    fail(target, Scope.PROVIDER);
  }

  private void fail(Target target, Scope scope) {
    health.failed(target, scope, FailureKind.SERVER, null, SETTINGS, clock.instant());
  }

  private void succeed() {
    succeed(target());
  }

  private void succeed(Target target) {
    health.succeeded(target, SETTINGS, clock.instant());
  }
}
