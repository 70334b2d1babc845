package dev.keyway.migration;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/**
 * Hides what may be a secret in an expression: an old file may compare a header with one that
 * stands in it as it is. Names of headers and of secrets stay, and so do short texts.
 */
final class Literals {

  private static final int SHORT = 8;
  private static final Pattern NAMES_AND_TEXTS =
      Pattern.compile(
          "(secrets\\.get\\([^)]*\\)|\\w\\[(?:'[^']*'|\"[^\"]*\")\\])|'[^']*'|\"[^\"]*\"");

  private Literals() {}

  static String masked(String expression) {
    Matcher matcher = NAMES_AND_TEXTS.matcher(expression);
    StringBuilder masked = new StringBuilder();
    int end = 0;
    while (matcher.find()) {
      boolean shown = matcher.group(1) != null || matcher.group().length() - 2 <= SHORT;
      masked.append(expression, end, matcher.start());
      masked.append(shown ? matcher.group() : "'****'");
      end = matcher.end();
    }
    return masked.append(expression.substring(end)).toString();
  }
}
