package dev.keyway.bench;

import java.util.ArrayList;
import java.util.List;

/** What stands on a command line: {@code --name value}, any of them several times. */
final class Options {

  private final List<String> words;

  Options(String... words) {
    this.words = List.of(words);
  }

  /** All values of that name, in their order. */
  List<String> all(String name) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i + 1 < words.size(); i += 2) {
      if (words.get(i).equals("--" + name)) {
        values.add(words.get(i + 1));
      }
    }
    return values;
  }

  /**
   * The first value of that name.
   *
   * @throws IllegalArgumentException when there is none
   */
  String one(String name) {
    List<String> values = all(name);
    if (values.isEmpty()) {
      throw new IllegalArgumentException("--" + name + " is missing");
    }
    return values.getFirst();
  }

  int number(String name) {
    return Integer.parseInt(one(name));
  }
}
