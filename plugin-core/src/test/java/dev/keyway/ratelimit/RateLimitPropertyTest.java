package dev.keyway.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.ratelimit.RateLimits.Limit;
import dev.keyway.ratelimit.RateLimits.Verdict;
import dev.keyway.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Beside an exact log of what was allowed, over bursts, trickles and silences. */
class RateLimitPropertyTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void neverMoreThanTheCapacityInAnyWindow_neverLessInOneAFiftiethLonger(int seed) {
    Random random = new Random(seed);
    Duration window = Duration.ofSeconds(10L * (6 + random.nextInt(30)));
    Limit limit = new Limit("l", 1 + random.nextInt(60), window);
    Duration longer = window.plus(MemoryRateLimitsTest.slot(window));
    RateLimits limits = new MemoryRateLimits();
    Log log = new Log();
    Instant now = ManualClock.START;
    for (int i = 0; i < 20_000; i++) {
      now = now.plusMillis(pause(random, window));
      Verdict verdict = limits.take(limit, "a", now);
      switch (verdict) {
        case Verdict.Allowed allowed -> {
          assertThat(log.since(now.minus(window))).isLessThan(limit.capacity());
          log.times.add(now);
        }
        case Verdict.Limited limited -> {
          assertThat(log.since(now.minus(longer))).isGreaterThanOrEqualTo(limit.capacity());
          assertThat(log.since(now.plus(limited.retryAfter()).minus(window)))
              .isLessThan(limit.capacity());
        }
      }
    }
  }

  /** With room for a few buckets only, what is forgotten is never given back early. */
  @ParameterizedTest
  @ValueSource(ints = {11, 12, 13})
  void neverMoreThanTheCapacity_whenBucketsAreForgotten(int seed) {
    Random random = new Random(seed);
    Duration window = Duration.ofSeconds(60);
    List<Limit> two = List.of(new Limit("l", 5, window), new Limit("m", 9, window));
    RateLimits limits = new MemoryRateLimits(20, new byte[] {(byte) seed});
    Map<String, Log> logs = new HashMap<>();
    Instant now = ManualClock.START;
    for (int i = 0; i < 50_000; i++) {
      now = now.plusMillis(random.nextInt(40));
      Limit limit = two.get(random.nextInt(2));
      String bucket = "b" + (int) Math.abs(random.nextGaussian() * 40);
      Log log = logs.computeIfAbsent(limit.id() + bucket, any -> new Log());
      if (limits.take(limit, bucket, now) instanceof Verdict.Allowed) {
        assertThat(log.since(now.minus(window))).isLessThan(limit.capacity());
        log.times.add(now);
      }
    }
    // Strangers meet seldom: nearly everybody gets what is due.
    long allowed = logs.values().stream().mapToLong(log -> log.times.size()).sum();
    long withRoom = allowedWithRoom(seed, two);
    assertThat(allowed).isBetween(withRoom * 98 / 100, withRoom);
  }

  private static long allowedWithRoom(int seed, List<Limit> two) {
    Random random = new Random(seed);
    RateLimits limits = new MemoryRateLimits();
    Instant now = ManualClock.START;
    List<Verdict> allowed = new ArrayList<>();
    for (int i = 0; i < 50_000; i++) {
      now = now.plusMillis(random.nextInt(40));
      Limit limit = two.get(random.nextInt(2));
      String bucket = "b" + (int) Math.abs(random.nextGaussian() * 40);
      if (limits.take(limit, bucket, now) instanceof Verdict.Allowed verdict) {
        allowed.add(verdict);
      }
    }
    return allowed.size();
  }

  private static long pause(Random random, Duration window) {
    return switch (random.nextInt(200)) {
      case 0 -> random.nextLong(2 * window.toMillis());
      case 1, 2, 3 -> random.nextLong(window.toMillis() / 4);
      default -> random.nextLong(window.toMillis() / 200);
    };
  }

  /** When each was allowed. */
  private static final class Log {

    final Deque<Instant> times = new ArrayDeque<>();

    /** How many after this instant. */
    long since(Instant start) {
      long count = 0;
      for (var all = times.descendingIterator(); all.hasNext() && all.next().isAfter(start); ) {
        count++;
      }
      return count;
    }
  }
}
