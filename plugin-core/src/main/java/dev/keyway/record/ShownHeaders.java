package dev.keyway.record;

import dev.keyway.http.Headers;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Headers whose values say something of a decision and can't be a credential. All others are named
 * in a record, not shown.
 */
final class ShownHeaders {

  private static final Set<String> NAMES =
      Set.of(
          "accept",
          "anthropic-beta",
          "anthropic-version",
          "content-length",
          "content-type",
          "date",
          "retry-after",
          "retry-after-ms",
          "request-id",
          "user-agent",
          "x-request-id",
          "x-should-retry");

  private static final List<String> BEGINNINGS = List.of("x-ratelimit-", "anthropic-ratelimit-");

  private ShownHeaders() {}

  static boolean contains(String name) {
    return isShown(name.toLowerCase(Locale.ROOT));
  }

  static boolean isShown(String lowerCaseName) {
    if (NAMES.contains(lowerCaseName)) {
      return true;
    }
    for (String beginning : BEGINNINGS) {
      if (lowerCaseName.startsWith(beginning)) {
        return true;
      }
    }
    return false;
  }

  static void write(Json json, Field field, Headers headers) {
    json.startObject(field);
    headers.forEachName(json::header);
    json.endObject();
  }
}
