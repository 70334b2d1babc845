package dev.keyway.document;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A row of a {@link DataFile}: what it holds, by name. A name that nobody has asked for is an
 * error, for it is a slip.
 */
public final class DataRow {

  private final String place;
  private final Map<?, ?> members;
  private final Set<String> asked = new HashSet<>();

  /**
   * @param place what messages call it
   * @param members names and values
   */
  DataRow(String place, Object members) {
    this.place = place;
    if (!(members instanceof Map<?, ?> named)) {
      throw new IllegalArgumentException(place + " has no names: expected {name: value}");
    }
    this.members = named;
  }

  /** A text, or what YAML takes for a number, as it is written. */
  public String text(String name) {
    return required(name, textOrNull(name));
  }

  /** The same, or null when it is left out. */
  public @Nullable String textOrNull(String name) {
    Object value = member(name);
    return value == null ? null : scalar(name, value);
  }

  /** A whole number, or null when it is left out. */
  public @Nullable Integer numberOrNull(String name) {
    Object value = member(name);
    if (value == null || value instanceof Integer) {
      return (Integer) value;
    }
    throw unfit(name, "a whole number");
  }

  /** A list of texts. */
  public List<String> texts(String name) {
    if (required(name, member(name)) instanceof List<?> items) {
      return items.stream().map(item -> scalar(name, item)).toList();
    }
    throw unfit(name, "a list");
  }

  /** One of an enum's constants, in lower or upper case. */
  public <E extends Enum<E>> E word(String name, Class<E> words) {
    return required(name, wordOrNull(name, words));
  }

  /** The same, or null when it is left out. */
  public <E extends Enum<E>> @Nullable E wordOrNull(String name, Class<E> words) {
    String word = textOrNull(name);
    if (word == null) {
      return null;
    }
    try {
      return Enum.valueOf(words, word.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw unfit(name, "one of " + List.of(words.getEnumConstants()));
    }
  }

  /** Fails when it holds something that was not asked for. */
  void refuseOthers() {
    for (Object name : members.keySet()) {
      if (!(name instanceof String known && asked.contains(known))) {
        throw new IllegalArgumentException(
            place + " has the unknown member " + name + "; known are " + asked);
      }
    }
  }

  private @Nullable Object member(String name) {
    asked.add(name);
    return members.get(name);
  }

  private String scalar(String name, Object value) {
    if (value instanceof String || value instanceof Number) {
      return value.toString();
    }
    throw unfit(name, "a text");
  }

  private <T> T required(String name, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException(place + " lacks " + name);
    }
    return value;
  }

  private IllegalArgumentException unfit(String name, String expected) {
    return new IllegalArgumentException(place + ": " + name + " is not " + expected);
  }
}
