package dev.keyway.rule;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A URL, or a part of one, taken apart as RFC 3986 (appendix B) does; nothing is decoded.
 *
 * @param authority what stands between {@code //} and the path; may be empty
 * @param query without its question mark
 * @param fragment without its hash
 */
record UrlParts(
    @Nullable String scheme,
    @Nullable String authority,
    String path,
    @Nullable String query,
    @Nullable String fragment) {

  private static final Pattern PARTS =
      Pattern.compile("(?s)(?:([^:/?#]+):)?(?://([^/?#]*))?([^?#]*)(?:\\?([^#]*))?(?:#(.*))?");

  /** What no URL holds as it is (RFC 3986, section 2); a client would be free to read it anyhow. */
  private static final String UNSAFE = " \"<>\\^`{|}";

  static UrlParts of(String text) {
    Matcher parts = PARTS.matcher(text);
    if (!parts.matches()) {
      throw new IllegalStateException("the pattern matches every text");
    }
    return new UrlParts(
        parts.group(1),
        parts.group(2),
        String.valueOf(parts.group(3)),
        parts.group(4),
        parts.group(5));
  }

  /** The text with all that no URL holds written as its bytes ({@code %20}). */
  static String escaped(String text) {
    if (text.chars().allMatch(UrlParts::isSafe)) {
      return text;
    }
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      if (each > 0 && isSafe(each)) {
        escaped.append((char) each);
      } else {
        escaped.append(String.format(Locale.ROOT, "%%%02X", each & 0xFF));
      }
    }
    return escaped.toString();
  }

  /** Path and query. */
  String target() {
    return query == null ? path : path + "?" + query;
  }

  boolean hasSameOrigin(UrlParts other) {
    return isSame(scheme, other.scheme) && isSame(authority, other.authority);
  }

  private static boolean isSame(@Nullable String one, @Nullable String other) {
    return one == null ? other == null : one.equalsIgnoreCase(other);
  }

  private static boolean isSafe(int c) {
    return c > ' ' && c < 0x7F && UNSAFE.indexOf(c) < 0;
  }
}
