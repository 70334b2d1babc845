package dev.keyway.quota;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one response said of the quota its key draws on. Unknown is null, never zero. Where a
 * provider has several windows of a kind, these are the numbers of the tightest one.
 *
 * @param remainingRequests requests left in the provider's window
 * @param remainingTokens tokens left in the provider's window
 * @param limitRequests requests allowed in a window
 * @param limitTokens tokens allowed in a window
 * @param requestsReset when the request window starts anew
 * @param tokensReset when the token window starts anew
 */
public record QuotaReport(
    @Nullable Long remainingRequests,
    @Nullable Long remainingTokens,
    @Nullable Long limitRequests,
    @Nullable Long limitTokens,
    @Nullable Instant requestsReset,
    @Nullable Instant tokensReset) {

  /** Nothing was said. */
  public static final QuotaReport NONE = new QuotaReport(null, null, null, null, null, null);
}
