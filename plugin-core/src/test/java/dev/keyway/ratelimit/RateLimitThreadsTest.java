package dev.keyway.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.ratelimit.RateLimits.Limit;
import dev.keyway.testing.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Several event loops ask at once. */
class RateLimitThreadsTest {

  private static final Limit LIMIT = new Limit("l", 1_000, Duration.ofMinutes(1));

  @Test
  void manyThreads_takeTheCapacityTogether() throws Exception {
    RateLimits limits = new MemoryRateLimits();
    assertThat(together(() -> taken(limits, "a", 2_000))).isEqualTo(1_000);
  }

  /** Buckets are forgotten all the time, in the midst of others' taking. */
  @Test
  void nothingIsLost_whenBucketsAreForgotten() throws Exception {
    RateLimits limits = new MemoryRateLimits(2, new byte[1]);
    Callable<Integer> one =
        () -> {
          int taken = 0;
          for (int i = 0; i < 3_000; i++) {
            taken += taken(limits, "a", 1);
            taken(limits, "other " + i % 7 + Thread.currentThread().threadId(), 1);
          }
          return taken;
        };
    assertThat(together(one)).isEqualTo(1_000);
  }

  private static int taken(RateLimits limits, String bucket, int times) {
    return MemoryRateLimitsTest.taken(limits, LIMIT, bucket, ManualClock.START, times);
  }

  private static int together(Callable<Integer> one) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<Integer>> each = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        each.add(threads.submit(one));
      }
      int sum = 0;
      for (Future<Integer> future : each) {
        sum += future.get();
      }
      return sum;
    }
  }
}
