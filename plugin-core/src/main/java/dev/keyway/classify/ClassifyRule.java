package dev.keyway.classify;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of the classifier's table: what an answer must look like, and the scope it then has. A
 * null column matches everything. Rows are tried in order; the first that matches decides.
 *
 * @param provider the provider's id
 * @param status the HTTP status, or the one embedded in an error under a successful status
 * @param type the error's {@code type} field (Gemini: {@code status}), compared without regard to
 *     case
 * @param code the error's {@code code} field or a detail's {@code reason}, compared without regard
 *     to case
 * @param messageStart how the error object's message begins, compared without regard to case
 * @param scope what it means
 */
public record ClassifyRule(
    @Nullable String provider,
    @Nullable Integer status,
    @Nullable String type,
    @Nullable String code,
    @Nullable String messageStart,
    Scope scope) {

  boolean matches(String providerId, Finding.Failed failed) {
    return (provider == null || provider.equalsIgnoreCase(providerId))
        && (status == null || status.equals(failed.status()) || status == failed.httpStatus())
        && (type == null || holds(failed.body().types(), type))
        && (code == null || holds(failed.body().codes(), code))
        && (messageStart == null || begins(failed.body().message(), messageStart));
  }

  private static boolean holds(List<String> words, String word) {
    for (String each : words) {
      if (word.equalsIgnoreCase(each)) {
        return true;
      }
    }
    return false;
  }

  /** Anchored: a message may quote the client's prompt, but does not begin with it. */
  private static boolean begins(@Nullable String message, String start) {
    return message != null
        && message.stripLeading().regionMatches(true, 0, start, 0, start.length());
  }
}
