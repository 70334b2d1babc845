package dev.keyway.rule;

import dev.keyway.http.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Adds headers to a message and removes them. */
final class HeaderEdits {

  private HeaderEdits() {}

  /**
   * The headers and these after them. A name that is there already is there once more, as the old
   * action did, but {@code host}: a message has one.
   *
   * @param added values by lower-case names
   */
  static Headers add(Headers headers, Map<String, String> added) {
    Headers.Builder edited = headers.toBuilder();
    added.forEach((name, value) -> {
      if (name.equals("host")) {
        edited.set(name, value);
      } else {
        edited.add(name, value);
      }
    });
    return edited.build();
  }

  /** Those of the names that are there. */
  static List<String> present(Headers headers, List<String> names) {
    List<String> present = new ArrayList<>();
    for (String name : names) {
      if (headers.contains(name)) {
        present.add(name);
      }
    }
    return present;
  }

  /** The headers less all of these names. */
  static Headers remove(Headers headers, List<String> names) {
    if (names.isEmpty()) {
      return headers;
    }
    Headers.Builder edited = headers.toBuilder();
    names.forEach(edited::remove);
    return edited.build();
  }
}
