package dev.keyway.health;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What is known of one key at all models together. */
final class KeyState {

  private static final int NEVER = -1;

  final RollingCounts counts = new RollingCounts();
  private final Map<Latency, RollingTimes> times = new EnumMap<>(Latency.class);
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger invalidVersion = new AtomicInteger(NEVER);
  private volatile @Nullable Instant lastUsed;

  KeyState() {
    for (Latency latency : Latency.values()) {
      times.put(latency, new RollingTimes());
    }
  }

  void started(Instant now) {
    inFlight.incrementAndGet();
    lastUsed = now;
    counts.request(now);
  }

  /** Not below zero: a state that was forgotten for lack of room has not seen the beginning. */
  void ended() {
    inFlight.updateAndGet(present -> Math.max(0, present - 1));
  }

  void served(Served served, Instant now) {
    counts.tokens(
        Objects.requireNonNullElse(served.inputTokens(), 0L),
        Objects.requireNonNullElse(served.outputTokens(), 0L),
        now);
    measured(Latency.GATEWAY, millis(served.gateway()), now);
    measured(Latency.UPSTREAM, millis(served.upstream()), now);
    measured(Latency.TIME_TO_FIRST_TOKEN, millis(served.firstToken()), now);
    measured(Latency.TIME_PER_OUTPUT_TOKEN, served.millisPerOutputToken(), now);
  }

  RollingTimes times(Latency latency) {
    return Objects.requireNonNull(times.get(latency));
  }

  private void measured(Latency latency, @Nullable Double millis, Instant now) {
    if (millis != null) {
      times(latency).add(millis, now);
    }
  }

  private static @Nullable Double millis(@Nullable Duration duration) {
    return duration == null ? null : duration.toNanos() / 1e6;
  }

  int inFlight() {
    return inFlight.get();
  }

  @Nullable Instant lastUsed() {
    return lastUsed;
  }

  /**
   * The provider called this version of the secret invalid. What an attempt with an older one says
   * later takes nothing back.
   */
  void invalid(int version) {
    invalidVersion.accumulateAndGet(version, Math::max);
  }

  boolean isInvalid(int version) {
    return invalidVersion.get() == version;
  }

  void readmit() {
    invalidVersion.set(NEVER);
  }
}
