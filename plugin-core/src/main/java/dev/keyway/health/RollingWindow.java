package dev.keyway.health;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
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
  private final Map<Latency, RollingTimes> times = new EnumMap<>(Latency.class);

  /** What somebody says was counted, instead of what was. */
  private volatile @Nullable RollingFacts stated;

  /** What it says at this instant. */
  RollingFacts at(Instant now) {
    RollingFacts said = stated;
    return said == null ? new At(now) : said;
  }

  /** From now on it says this, whatever is counted: for looking at what might be. */
  void state(RollingFacts facts) {
    stated = facts;
  }

  synchronized void started(Instant now) {
    slots.add(REQUESTS, 1, now);
  }

  synchronized void failed(FailureKind kind, Instant now) {
    slots.add(kind.column(), 1, now);
  }

  synchronized void served(Served served, Instant now) {
    tokens(served, slots.slot(now));
    measured(Latency.GATEWAY, millis(served.gateway()), now);
    measured(Latency.UPSTREAM, millis(served.upstream()), now);
    Duration firstToken = served.firstToken();
    if (firstToken != null) {
      measured(Latency.TIME_TO_FIRST_TOKEN, millis(firstToken), now);
    }
    measured(Latency.TIME_PER_OUTPUT_TOKEN, served.millisPerOutputToken(), now);
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

  /** Not a number counts as not measured. */
  private void measured(Latency latency, double millis, Instant now) {
    if (Double.isNaN(millis)) {
      return;
    }
    times.computeIfAbsent(latency, any -> new RollingTimes()).add(millis, now);
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
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
    RollingTimes present = times.get(latency);
    return present == null ? null : present.mean(now);
  }

  private synchronized @Nullable Double p95(Latency latency, Instant now) {
    RollingTimes present = times.get(latency);
    return present == null ? null : present.p95(now);
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
