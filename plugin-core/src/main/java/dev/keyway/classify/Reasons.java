package dev.keyway.classify;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names failures for records and answers, in the provider's own words where these are fit to be
 * shown.
 */
final class Reasons {

  private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");

  /** A long part with digits in it is an identifier or, worse, a key that the provider quotes. */
  private static final Pattern TELLTALE = Pattern.compile("(?=[A-Za-z]{0,64}\\d)[A-Za-z0-9]{13,}");

  private Reasons() {}

  /**
   * What a failure is called: by the code its row asked for, else by its own code or type, else by
   * its status.
   */
  static String of(ClassifyRule rule, Finding.Failed failed) {
    String code = rule.code();
    return code != null && fit(code) ? code : of(failed);
  }

  static String of(Finding.Failed failed) {
    ErrorBody body = failed.body();
    String word = firstFit(body.codes());
    if (word == null) {
      word = firstFit(body.types());
    }
    return word == null ? byStatus(failed.status(), failed.httpStatus()) : word;
  }

  private static @Nullable String firstFit(List<String> words) {
    for (String word : words) {
      if (fit(word)) {
        return word;
      }
    }
    return null;
  }

  private static String byStatus(@Nullable Integer status, int httpStatus) {
    return status == null ? "error_in_" + httpStatus : "status_" + status;
  }

  private static boolean fit(String word) {
    return WORD.matcher(word).matches() && !TELLTALE.matcher(word).find();
  }
}
