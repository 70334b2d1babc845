package dev.keyway.request;

import dev.keyway.http.Headers;
import dev.keyway.refusal.Refusal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether a client library shall send a refused request again by itself: {@code x-should-retry}.
 * OpenAI's and Anthropic's libraries obey it (their sources: {@code _should_retry} in Python,
 * {@code RetryingHttpClient} in Java). Without it they come back after 408, 409, 429 and every 5xx.
 */
enum RetryAdvice {
  /** It will be served, after the time that {@code retry-after} says. */
  AGAIN("true"),
  /** It would be refused again, or be paid for again. */
  NOT_AGAIN("false"),
  /** Nobody knows: the library's own rules hold. */
  UNSAID(null);

  /**
   * The longest that a program should stand still in a call without knowing why. Anthropic's
   * libraries wait for as long as they are told, even an hour; OpenAI's for Java never for more
   * than 8 s, and some older ones come back at once when they are told more than a minute.
   */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  private final @Nullable String value;

  RetryAdvice(@Nullable String value) {
    this.value = value;
  }

  void addTo(Headers.Builder headers) {
    if (value != null) {
      headers.add("x-should-retry", value);
    }
  }

  static RetryAdvice of(Refusal refusal) {
    return switch (refusal.code()) {
      case RATE_LIMITED, OVERLOADED -> afterWait(refusal.retryAfter());
      case ALL_PROVIDERS_FAILED -> afterFailures(refusal);
      // The network may be back in a moment; a slow upload may be quicker next time.
      case UPSTREAM_UNREACHABLE, CLIENT_TIMEOUT -> UNSAID;
      // It has been tried for as long as the policy allows, and may have been paid for.
      case TIMEOUT -> NOT_AGAIN;
      // The answer was made and paid for; the next one would be withheld too.
      case ANSWER_WITHHELD -> NOT_AGAIN;
      case INTERNAL, POLICY_UNAVAILABLE -> NOT_AGAIN;
      case INVALID_REQUEST_BODY,
          NO_API_KEY,
          MODEL_SELECTION_FAILED,
          NO_MATCHING_MODELS,
          MODEL_SELECTION_EMPTY,
          STRATEGY_TYPE,
          KEY_SELECTION_FAILED,
          INPUT_TOO_LARGE,
          UNAUTHENTICATED,
          FORBIDDEN,
          REQUEST_TOO_LARGE,
          INVALID_REQUEST,
          RULE_FAILED,
          NO_RULE_ANSWERED,
          UNKNOWN_PATH,
          MODEL_NOT_FOUND,
          METHOD_NOT_ALLOWED ->
          NOT_AGAIN;
    };
  }

  private static RetryAdvice afterWait(@Nullable Duration wait) {
    if (wait == null) {
      return UNSAID;
    }
    return wait.compareTo(LONGEST_WAIT) <= 0 ? AGAIN : NOT_AGAIN;
  }

  /** Where nobody was called and no time is known, keys and accounts are set aside for good. */
  private static RetryAdvice afterFailures(Refusal refusal) {
    if (refusal.retryAfter() != null) {
      return afterWait(refusal.retryAfter());
    }
    return refusal.tried().stream().allMatch(Refusal.Tried::lasts) ? NOT_AGAIN : UNSAID;
  }
}
