package dev.keyway.health;

import com.github.benmanes.caffeine.cache.Cache;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Counts attempts, failures, tokens and times of the last five minutes of one thing. One short lock
 * a report: what is held under it takes some ten nanoseconds, so that striping would cost more than
 * the waiting it saves.
 */
final class RollingWindow {

  private static final int REQUESTS = 0;
  private static final FailureKind[] KINDS = FailureKind.values();
  private static final int INPUT = 1 + KINDS.length;
  private static final int OUTPUT = INPUT + 1;
  private static final int ESTIMATED_INPUT = OUTPUT + 1;
  private static final int ESTIMATED_INPUTS = ESTIMATED_INPUT + 1;
  private static final int ESTIMATED_OUTPUT = ESTIMATED_INPUTS + 1;
  private static final int ESTIMATED_OUTPUTS = ESTIMATED_OUTPUT + 1;

  private final RollingSlots slots = new RollingSlots(ESTIMATED_OUTPUTS + 1);
  private final Cache<RollingWindow, WindowTimes> times;

  /** What somebody says was counted, instead of what was. */
  private volatile @Nullable RollingFacts stated;

  /**
   * @param times where there is room for what is measured
   */
  RollingWindow(Cache<RollingWindow, WindowTimes> times) {
    this.times = times;
  }

  /** What it says at this instant. */
  RollingFacts at(Instant now) {
    RollingFacts said = stated;
    return said == null ? new At(now) : said;
  }

  /** From now on it says this, whatever is counted: for looking at what might be. */
  void state(RollingFacts facts) {
    stated = facts;
  }

  /**
   * @param slot the number of the present slot, as in all that counts
   */
  synchronized void started(long slot) {
    slots.add(REQUESTS, 1, slot);
  }

  synchronized void failed(FailureKind kind, long slot) {
    slots.add(kind.column(), 1, slot);
  }

  synchronized void served(Served served, Measured measured, long slot) {
    tokens(served, slots.slot(slot));
    times.get(this, any -> new WindowTimes()).served(measured, slot);
  }

  private static void tokens(Served served, long[] slot) {
    add(served.inputTokens(), slot, INPUT);
    add(served.outputTokens(), slot, OUTPUT);
    if (add(served.estimatedInputTokens(), slot, ESTIMATED_INPUT)) {
      slot[ESTIMATED_INPUTS]++;
    }
    if (add(served.estimatedOutputTokens(), slot, ESTIMATED_OUTPUT)) {
      slot[ESTIMATED_OUTPUTS]++;
    }
  }

  private static boolean add(@Nullable Long tokens, long[] slot, int column) {
    if (tokens == null) {
      return false;
    }
    slot[column] += tokens;
    return true;
  }

  private synchronized long sum(int column, Instant now) {
    return slots.sum(column, now);
  }

  private synchronized @Nullable Long sumIfAny(int column, Instant now) {
    return slots.sum(column + 1, now) == 0 ? null : slots.sum(column, now);
  }

  private synchronized double share(FailureKind[] kinds, Instant now) {
    long failures = 0;
    for (FailureKind kind : kinds) {
      failures += slots.sum(kind.column(), now);
    }
    long requests = slots.sum(REQUESTS, now);
    // A failure may fall into a later slot than its request, which has left the window by then.
    return requests == 0 ? 0.0 : Math.min(1.0, (double) failures / requests);
  }

  private synchronized @Nullable Double mean(Latency latency, Instant now) {
    WindowTimes present = times.getIfPresent(this);
    return present == null ? null : present.mean(latency, now);
  }

  private synchronized @Nullable Double p95(Latency latency, Instant now) {
    WindowTimes present = times.getIfPresent(this);
    return present == null ? null : present.p95(latency, now);
  }

  /** Read when asked. */
  private final class At implements RollingFacts {

    private final Instant now;

    At(Instant now) {
      this.now = now;
    }

    @Override
    public long requestCount() {
      return sum(REQUESTS, now);
    }

    @Override
    public double errorRate(FailureKind kind) {
      return share(new FailureKind[] {kind}, now);
    }

    @Override
    public double totalErrorRate() {
      return share(KINDS, now);
    }

    @Override
    public @Nullable Double meanMillis(Latency latency) {
      return mean(latency, now);
    }

    @Override
    public @Nullable Double p95Millis(Latency latency) {
      return p95(latency, now);
    }

    @Override
    public long inputTokens() {
      return sum(INPUT, now);
    }

    @Override
    public long outputTokens() {
      return sum(OUTPUT, now);
    }

    @Override
    public @Nullable Long estimatedInputTokens() {
      return sumIfAny(ESTIMATED_INPUT, now);
    }

    @Override
    public @Nullable Long estimatedOutputTokens() {
      return sumIfAny(ESTIMATED_OUTPUT, now);
    }
  }
}
