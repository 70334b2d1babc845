package dev.keyway.quota;

import dev.keyway.http.ByteSlice;
import dev.keyway.http.Headers;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rate-limit signals of a response in its provider's own words. Pure; unknown forms are
 * unknown, never an error.
 */
public final class QuotaSignals {

  private QuotaSignals() {}

  /** What the headers say of the quota left. */
  public static QuotaReport report(String providerId, Headers headers, Instant now) {
    throw new UnsupportedOperationException(providerId);
  }

  /**
   * When the provider asks to be called again: Retry-After in its forms, reset headers, RetryInfo;
   * null when it does not say.
   */
  public static @Nullable Instant retryAt(
      String providerId, int status, Headers headers, ByteSlice body, Instant now) {
    throw new UnsupportedOperationException(providerId);
  }
}
