package dev.keyway.kong.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What may stand in a field. Lengths are in bytes of UTF-8, as Kong counts them. */
public sealed interface FieldKind {

  /**
   * A text; Kong takes no empty one.
   *
   * @param longest its greatest length
   * @param checks what holds for it
   */
  record Text(int longest, List<FieldCheck> checks) implements FieldKind {

    public Text {
      checks = List.copyOf(checks);
    }

    /** What is wrong with a text that stands there, or null. */
    public @Nullable String problem(String text) {
      if (text.isEmpty()) {
        return "must not be empty; leave it out instead";
      }
      if (Bytes.of(text) > longest) {
        return "must be at most %d bytes long".formatted(longest);
      }
      return checks.stream()
          .filter(check -> !check.holds(text))
          .map(FieldCheck::error)
          .findFirst()
          .orElse(null);
    }
  }

  /**
   * Texts by name; a value may be empty.
   *
   * @param longestName a name's greatest length
   * @param name what holds for a name
   * @param longest a value's greatest length
   */
  record Texts(int longestName, FieldCheck name, int longest) implements FieldKind {

    /** What is wrong with an entry, or null. */
    public @Nullable String problem(String entryName, String value) {
      if (entryName.isEmpty() || Bytes.of(entryName) > longestName || !name.holds(entryName)) {
        return name.error();
      }
      return Bytes.of(value) > longest ? "must be at most %d bytes long".formatted(longest) : null;
    }
  }

  /** On or off. */
  enum Switch implements FieldKind {
    /** Off unless it is said. */
    OFF;

    /** What counts where nothing is said. */
    public boolean byDefault() {
      return false;
    }
  }
}
