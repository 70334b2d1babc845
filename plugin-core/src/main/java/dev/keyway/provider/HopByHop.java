package dev.keyway.provider;

import dev.keyway.http.Headers;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which headers a message's {@code Connection} header says are for one hop only (RFC 9110, section
 * 7.6.1).
 */
final class HopByHop {

  private HopByHop() {}

  /** The names listed, lower case. */
  static Set<String> listed(Headers headers) {
    List<String> values = headers.all("connection");
    if (values.isEmpty()) {
      return Set.of();
    }
    Set<String> names = new HashSet<>();
    for (String value : values) {
      for (String name : value.split(",", -1)) {
        names.add(name.strip().toLowerCase(Locale.ROOT));
      }
    }
    return names;
  }
}
