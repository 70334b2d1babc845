package dev.keyway.hostconfig;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Versions 3.x of a host gateway: Kong's and APISIX's differ by the second number.
 *
 * @param oldest the second number of the oldest that Keyway knows
 * @param newest that of the newest
 */
public record MinorVersions(int oldest, int newest) {

  private static final Pattern FORM = Pattern.compile("3\\.(\\d{1,3})(\\.\\d+)*");

  /** The second number of this text, {@code 3.4} or {@code 3.4.2}; or null: it is none of these. */
  public @Nullable Integer parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return null;
    }
    int minor = Integer.parseInt(form.group(1));
    return minor < oldest || minor > newest ? null : minor;
  }
}
