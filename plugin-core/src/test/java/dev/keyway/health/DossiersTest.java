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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of keys together is what is said of each alone, whatever happens in between. */
class DossiersTest {

  private static final String MODEL = "gpt-4o";
  private static final String OTHER_MODEL = "o3";
  private static final String PLACE = "https://openai.example";
  private static final FailoverSettings SETTINGS = FailoverSettings.DEFAULTS;

  private final ManualClock clock = new ManualClock();
  private final Health health = new Health();
  private final List<ManualSecret> secrets = new ArrayList<>();
  private final List<ApiKey> keys = IntStream.range(0, 5).mapToObj(this::key).toList();

  private ApiKey key(int number) {
    ManualSecret secret = new ManualSecret("sk-" + number);
    secrets.add(secret);
    String group = number < 2 ? "shared" : null;
    return new ApiKey("openai", "k" + number, "id-" + number, secret, group, null, Map.of());
  }

  @Test
  void aKeyThatNobodyHasUsed_isReady() {
    assertThat(dossiers().size()).isEqualTo(5);
    assertThat(dossiers().key(3)).isSameAs(keys.get(3));
    assertThat(dossiers().standing(3, clock.instant())).isEqualTo(new Standing.Ready());
    assertThat(dossiers().facts(3, clock.instant()).unknown()).isTrue();
    assertThat(dossiers().facts(3, clock.instant()).place()).isEqualTo(3);
  }

  @Test
  void withinOneSecond_nothingIsLookedUpTwice() {
    Dossiers first = dossiers();
    Dossiers second = dossiers();
    assertThat(dossiers()).isSameAs(second);
    clock.pass(Duration.ofSeconds(1));
    assertThat(dossiers()).isNotSameAs(first).isNotSameAs(second);
  }

  @Test
  void whatHappensToADossierAtHand_showsThere() {
    attempt(0, MODEL, Scope.RATE);
    dossiers();
    Dossiers atHand = dossiers();
    assertThat(dossiers()).isSameAs(atHand);
    clock.pass(Duration.ofMillis(500));
    attempt(0, MODEL, Scope.QUOTA_GROUP);
    assertThat(atHand.standing(1, clock.instant())).isInstanceOf(Standing.SetAside.class);
    secrets.get(1).rotate("sk-new");
    assertThat(atHand.standing(1, clock.instant())).isInstanceOf(Standing.Cooling.class);
  }

  @Test
  void otherModelsAndOtherLists_haveTheirOwn() {
    attempt(2, OTHER_MODEL, Scope.RATE);
    assertThat(dossiers().standing(2, clock.instant())).isInstanceOf(Standing.Ready.class);
    List<ApiKey> some = keys.subList(2, 3);
    Dossiers others = health.dossiers(List.copyOf(some), OTHER_MODEL, clock.instant());
    assertThat(others.size()).isOne();
    assertThat(others.standing(0, clock.instant())).isInstanceOf(Standing.Cooling.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void afterAnything_togetherIsAsAlone(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      happens(random);
      Dossiers together = dossiers();
      for (int place = 0; place < keys.size(); place++) {
        assertSame(place, together);
      }
    }
  }

  private void happens(Random random) {
    int key = random.nextInt(keys.size());
    String model = random.nextBoolean() ? MODEL : OTHER_MODEL;
    switch (random.nextInt(9)) {
      case 0 -> attempt(key, model, Scope.KEY);
      case 1 -> attempt(key, model, Scope.KEY_MODEL);
      case 2 -> attempt(key, model, Scope.QUOTA_GROUP);
      case 3 -> attempt(key, model, Scope.RATE);
      case 4 -> served(key, model);
      case 5 -> secrets.get(key).rotate("sk-" + random.nextInt());
      case 6 -> clock.pass(Duration.ofMillis(random.nextInt(4000)));
      case 7 -> health.readmit(keys.get(key));
      default -> health.started(target(key, model));
    }
  }

  private void assertSame(int place, Dossiers together) {
    Instant now = clock.instant();
    ApiKey key = keys.get(place);
    assertThat(together.standing(place, now)).isEqualTo(health.standing(key, MODEL, now));
    assertThat(known(together.facts(place, now))).isEqualTo(known(health.facts(key, MODEL, now)));
  }

  private static List<@Nullable Object> known(KeyFacts facts) {
    List<@Nullable Object> known = new ArrayList<>();
    known.add(facts.requestCount());
    known.add(facts.inFlight());
    known.add(facts.totalErrorRate());
    known.add(facts.remainingRequests());
    known.add(facts.quotaResetSeconds());
    known.add(facts.cooldownSeconds());
    known.add(facts.lastUsedSeconds());
    known.add(facts.outputTokens());
    known.add(facts.meanMillis(Latency.UPSTREAM));
    return known;
  }

  private void attempt(int key, String model, Scope scope) {
    Target target = target(key, model);
    health.started(target);
    health.failed(target, scope, FailureKind.CLIENT, null, SETTINGS, clock.instant());
    health.ended(target);
  }

  private void served(int key, String model) {
    Target target = target(key, model);
    health.started(target);
    clock.pass(Duration.ofMillis(20));
    Instant now = clock.instant();
    health.reported(target, new QuotaReport(7L, 70L, 100L, 1000L, now.plusSeconds(9), null), now);
    health.succeeded(target, SETTINGS, now);
    health.served(
        target, new Served(Duration.ofMillis(20), null, Duration.ofMillis(1), 3L, 4L), now);
    health.ended(target);
  }

  private Target target(int key, String model) {
    return Target.of(PLACE, keys.get(key), model, clock.instant());
  }

  private Dossiers dossiers() {
    return health.dossiers(keys, MODEL, clock.instant());
  }
}
