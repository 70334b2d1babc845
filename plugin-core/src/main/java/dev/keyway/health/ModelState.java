package dev.keyway.health;

import dev.keyway.policy.FailoverSettings;
import dev.keyway.quota.QuotaReport;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is known of one quota group at one model: its cool-down, its slow start, its quota. */
final class ModelState {

  /** A report that names no reset is believed for a minute, the commonest rate-limit window. */
  private static final Duration UNDATED_REPORT = Duration.ofMinutes(1);

  private final Backoff cooldown = new Backoff();
  private volatile Reported reported = new Reported(QuotaReport.NONE, Instant.EPOCH);

  synchronized Instant coolDown(@Nullable Instant hint, FailoverSettings settings, Instant now) {
    return cooldown.extend(hint, settings.cooldownFirst(), settings.cooldownLongest(), now);
  }

  @Nullable Instant coolingUntil(Instant now) {
    return cooldown.until(now);
  }

  /** An attempt that began then was served. The cool-down stays: the provider named its end. */
  synchronized void succeeded(Instant startedAt) {
    if (!cooldown.outdated(startedAt)) {
      cooldown.forgive();
    }
  }

  synchronized boolean takesTurn(int sharedTurns) {
    return cooldown.takesTurn(sharedTurns);
  }

  void report(QuotaReport report, Instant now) {
    if (!report.equals(QuotaReport.NONE)) {
      reported = new Reported(report, now);
    }
  }

  /**
   * The last report as it stands now: where its window has begun anew, what is left is the limit,
   * or unknown.
   */
  QuotaReport quota(Instant now) {
    return reported.asOf(now);
  }

  /** What was said of a quota, and when. */
  private record Reported(QuotaReport quota, Instant at) {

    QuotaReport asOf(Instant now) {
      boolean requestsOver = over(quota.requestsReset(), now);
      boolean tokensOver = over(quota.tokensReset(), now);
      if (!requestsOver && !tokensOver) {
        return quota;
      }
      return new QuotaReport(
          requestsOver ? quota.limitRequests() : quota.remainingRequests(),
          tokensOver ? quota.limitTokens() : quota.remainingTokens(),
          quota.limitRequests(),
          quota.limitTokens(),
          requestsOver ? null : quota.requestsReset(),
          tokensOver ? null : quota.tokensReset());
    }

    private boolean over(@Nullable Instant reset, Instant now) {
      return !now.isBefore(reset != null ? reset : at.plus(UNDATED_REPORT));
    }
  }
}
