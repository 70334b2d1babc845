package dev.keyway.facts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A {@code Content-Type} (RFC 9110, section 8.3).
 *
 * @param raw the header's value, or null when there is none
 */
record MediaType(@Nullable String raw) {

  /** The type and subtype in lower case, without parameters; null when there is no header. */
  @Nullable String type() {
    return raw == null ? null : raw.split(";", -1)[0].strip().toLowerCase(Locale.ROOT);
  }

  /** Its parameters by their lower-case names. */
  Map<String, String> parameters() {
    if (raw == null) {
      return Map.of();
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    List<String> parts = parts(raw);
    for (String part : parts.subList(1, parts.size())) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        parameters.put(
            part.substring(0, equals).strip().toLowerCase(Locale.ROOT),
            Texts.unquoted(part.substring(equals + 1).strip()));
      }
    }
    return parameters;
  }

  /** What stands between semicolons; within quotation marks they end nothing. */
  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int start = 0;
    for (int at = 0; at < text.length(); at++) {
      quoted ^= text.charAt(at) == '"';
      if (text.charAt(at) == ';' && !quoted) {
        parts.add(text.substring(start, at));
        start = at + 1;
      }
    }
    parts.add(text.substring(start));
    return parts;
  }
}
