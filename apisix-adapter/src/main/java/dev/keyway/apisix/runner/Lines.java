package dev.keyway.apisix.runner;

import java.util.List;

/** Headers are one line each. */
final class Lines {

  private Lines() {}

  static void requireNone(List<Entry> headers) {
    for (Entry header : headers) {
      String value = header.value();
      if (ends(header.name()) || (value != null && ends(value))) {
        throw new IllegalArgumentException("a header holds the end of a line");
      }
    }
  }

  private static boolean ends(String text) {
    return text.indexOf('\r') >= 0 || text.indexOf('\n') >= 0 || text.indexOf('\0') >= 0;
  }
}
