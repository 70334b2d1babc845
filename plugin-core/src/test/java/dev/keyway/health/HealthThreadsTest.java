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
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many requests at once over few keys, while secrets rotate and time passes. */
class HealthThreadsTest {

  private static final int THREADS = 8;
  private static final int REQUESTS = 4000;
  private static final String PLACE = "https://openai.example";
  private static final FailoverSettings SETTINGS = FailoverSettings.DEFAULTS;

  private final ManualClock clock = new ManualClock();
  private final Health health = new Health();
  private final List<ManualSecret> secrets = new ArrayList<>();
  private final List<ApiKey> keys = IntStream.range(0, 4).mapToObj(this::key).toList();

  @Test
  void whateverHappensAtOnce_noKeyStaysBusyForGood() throws Exception {
    inParallel(this::requests);
    for (ApiKey key : keys) {
      assertThat(health.facts(key, "model-0", clock.instant()).inFlight()).isZero();
    }
    clock.pass(Duration.ofDays(2));
    secrets.forEach(secret -> secret.rotate("sk-at-last"));
    for (ApiKey key : keys) {
      assertThat(health.standing(key, "model-0", clock.instant())).isEqualTo(new Standing.Ready());
    }
  }

  @Test
  void ofManyThatAskAtOnce_oneProbes() throws Exception {
    for (int i = 0; i < 5; i++) {
      settle(target(keys.getFirst(), "model-0"), Scope.PROVIDER);
    }
    clock.pass(Duration.ofSeconds(10));
    AtomicInteger probes = new AtomicInteger();
    inParallel(seed -> {
      for (int i = 0; i < 1000; i++) {
        if (ask() instanceof ProviderStanding.Probing) {
          probes.incrementAndGet();
        }
      }
    });
    assertThat(probes).hasValue(1);
  }

  private interface Work {
    void by(int seed);
  }

  private static void inParallel(Work work) throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<?>> running = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        int seed = thread;
        running.add(
            threads.submit(() -> {
              start.await();
              work.by(seed);
              return null;
            }));
      }
      start.countDown();
      for (Future<?> each : running) {
        each.get();
      }
    }
  }

  private void requests(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < REQUESTS; i++) {
      request(random);
    }
  }

  private void request(SplittableRandom random) {
    int chosen = random.nextInt(keys.size());
    ApiKey key = keys.get(chosen);
    String model = "model-" + random.nextInt(3);
    health.standing(key, model, clock.instant());
    health.takesTurn(key, model, SETTINGS);
    ask();
    Target target = target(key, model);
    health.started(target);
    if (random.nextInt(50) == 0) {
      secrets.get(chosen).rotate("sk-" + random.nextInt());
      clock.pass(Duration.ofSeconds(random.nextInt(20)));
    }
    Scope[] scopes = Scope.values();
    int outcome = random.nextInt(scopes.length + 4);
    if (outcome < scopes.length) {
      settle(target, scopes[outcome]);
    } else if (outcome == scopes.length) {
      health.abandoned(target);
    } else {
      Instant reset = clock.instant().plusSeconds(5);
      health.reported(target, new QuotaReport(5L, 5L, 9L, 9L, reset, reset), clock.instant());
      health.succeeded(target, SETTINGS, clock.instant());
    }
    health.ended(target);
  }

  private void settle(Target target, Scope scope) {
    health.failed(target, scope, FailureKind.SERVER, null, SETTINGS, clock.instant());
  }

  private ProviderStanding ask() {
    return health.askProvider(PLACE, SETTINGS, clock.instant());
  }

  private Target target(ApiKey key, String model) {
    return Target.of(PLACE, key, model, clock.instant());
  }

  private ApiKey key(int number) {
    ManualSecret secret = new ManualSecret("sk-" + number);
    secrets.add(secret);
    String group = number < 2 ? "shared" : null;
    return new ApiKey("openai", "k" + number, "openai:k" + number, secret, group, null, Map.of());
  }
}
