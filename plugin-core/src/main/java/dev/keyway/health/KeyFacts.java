package dev.keyway.health;

import dev.keyway.policy.ApiKey;
import dev.keyway.quota.QuotaReport;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a key for a model at one instant, read when asked. Unknown is null, never zero.
 * Not safe for use by several threads.
 */
public final class KeyFacts implements RollingFacts {

  private final ApiKey key;
  private final int place;
  private final RollingFacts window;
  private final KeyState state;
  private final ModelState model;
  private final Instant now;
  private @Nullable QuotaReport quota;
  private boolean learnedWasAsked;
  private boolean unknownWasAsked;

  KeyFacts(
      ApiKey key, int place, RollingFacts window, KeyState state, ModelState model, Instant now) {
    this.key = key;
    this.place = place;
    this.window = window;
    this.state = state;
    this.model = model;
    this.now = now;
  }

  /** The key itself. */
  public ApiKey key() {
    return key;
  }

  /** Its place among the keys that were asked for together, from 0. */
  public int place() {
    return place;
  }

  /** Requests left, as the provider last reported them for this model, or null. */
  public @Nullable Long remainingRequests() {
    return asked(quota().remainingRequests());
  }

  /** Tokens left, as the provider last reported them for this model, or null. */
  public @Nullable Long remainingTokens() {
    return asked(quota().remainingTokens());
  }

  /** Requests allowed in a window of the provider's for this model, or null. */
  public @Nullable Long limitRequests() {
    return asked(quota().limitRequests());
  }

  /** Tokens allowed in a window of the provider's for this model, or null. */
  public @Nullable Long limitTokens() {
    return asked(quota().limitTokens());
  }

  /**
   * Seconds until the sooner of the reported windows begins anew, or null when none was reported.
   */
  public @Nullable Double quotaResetSeconds() {
    QuotaReport quota = quota();
    Instant requests = quota.requestsReset();
    Instant tokens = quota.tokensReset();
    Instant sooner =
        requests == null ? tokens : tokens == null || requests.isBefore(tokens) ? requests : tokens;
    return asked(sooner == null ? null : seconds(Duration.between(now, sooner)));
  }

  @Override
  public double errorRate(FailureKind kind) {
    return learned(window.errorRate(kind));
  }

  @Override
  public double totalErrorRate() {
    return learned(window.totalErrorRate());
  }

  @Override
  public long requestCount() {
    return learned(window.requestCount());
  }

  @Override
  public @Nullable Double meanMillis(Latency latency) {
    return asked(window.meanMillis(latency));
  }

  @Override
  public @Nullable Double p95Millis(Latency latency) {
    return asked(window.p95Millis(latency));
  }

  @Override
  public long inputTokens() {
    return learned(window.inputTokens());
  }

  @Override
  public long outputTokens() {
    return learned(window.outputTokens());
  }

  @Override
  public @Nullable Long estimatedInputTokens() {
    return asked(window.estimatedInputTokens());
  }

  @Override
  public @Nullable Long estimatedOutputTokens() {
    return asked(window.estimatedOutputTokens());
  }

  /** Requests under way. */
  public long inFlight() {
    return learned(state.inFlight());
  }

  /** Seconds of cool-down left for this model, 0.0 when there is none. */
  public double cooldownSeconds() {
    Instant until = model.coolingUntil(now);
    return learned(until == null ? 0.0 : seconds(Duration.between(now, until)));
  }

  /** Seconds since the key was last used, or null when it never was. */
  public @Nullable Double lastUsedSeconds() {
    Instant lastUsed = state.lastUsed();
    learnedWasAsked = true;
    return lastUsed == null ? null : seconds(Duration.between(lastUsed, now));
  }

  /** Whether nothing is known of it: it was never used, and no quota of it is reported. */
  public boolean unknown() {
    return state.lastUsed() == null && quota().equals(QuotaReport.NONE);
  }

  /**
   * Whether it was asked for what nobody can know yet: a quota or a time that is not reported, or
   * anything learned of a key that was never used. The first matters because some providers never
   * report any, and because a report grows old: a key must not be shut out for good by having been
   * used.
   */
  public boolean askedInVain() {
    return unknownWasAsked || (learnedWasAsked && unknown());
  }

  /** Takes it as never asked. */
  public void forgetQuestions() {
    learnedWasAsked = false;
    unknownWasAsked = false;
  }

  private QuotaReport quota() {
    QuotaReport present = quota;
    if (present == null) {
      present = model.quota(now);
      quota = present;
    }
    return present;
  }

  private <T> @Nullable T asked(@Nullable T value) {
    unknownWasAsked |= value == null;
    learnedWasAsked = true;
    return value;
  }

  private double learned(double value) {
    learnedWasAsked = true;
    return value;
  }

  private long learned(long value) {
    learnedWasAsked = true;
    return value;
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
