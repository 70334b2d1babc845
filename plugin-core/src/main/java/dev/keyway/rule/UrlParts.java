package dev.keyway.rule;

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
}
