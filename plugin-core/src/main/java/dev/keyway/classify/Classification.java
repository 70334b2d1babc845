package dev.keyway.classify;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What an outcome means. */
public sealed interface Classification {

  /** The answer is good: it is passed to the client. */
  record Success() implements Classification {}

  /**
   * The attempt failed.
   *
   * @param scope how far the failure reaches
   * @param reason the provider's own code or type where it gave one, else such as {@code
   *     status_503}, {@code timeout}, {@code connect}; at most 64 characters of letters, digits,
   *     {@code _ - .}, for records and answers
   * @param retryAt the provider's hint when to come back, capped, or null when it gave none
   */
  record Failure(Scope scope, String reason, @Nullable Instant retryAt) implements Classification {}

  /** The client went away: nothing is remembered. */
  record Abandoned() implements Classification {}
}
