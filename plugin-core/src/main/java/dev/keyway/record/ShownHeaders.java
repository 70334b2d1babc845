package dev.keyway.record;

import dev.keyway.http.Headers;
import java.io.IOException;
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
    String lower = name.toLowerCase(Locale.ROOT);
    return NAMES.contains(lower) || BEGINNINGS.stream().anyMatch(lower::startsWith);
  }

  static void write(Json json, String field, Headers headers) throws IOException {
    json.startObject(field);
    for (String name : headers.names()) {
      String value = contains(name) ? String.join(", ", headers.all(name)) : "(not shown)";
      json.text(name.toLowerCase(Locale.ROOT), value);
    }
    json.endObject();
  }
}
