package dev.keyway.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Header fields in the order they came, names compared without regard to case, a name as often as
 * it occurs. Immutable. {@link #toString()} gives names only: values may be credentials.
 */
public final class Headers {

  private static final Headers EMPTY = new Headers(List.of(), List.of());

  private final List<String> names;
  private final List<String> values;

  private Headers(List<String> names, List<String> values) {
    this.names = names;
    this.values = values;
  }

  /** No header at all. */
  public static Headers empty() {
    return EMPTY;
  }

  /** Headers from alternating names and values. */
  public static Headers of(String... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException("names and values must alternate");
    }
    Builder builder = builder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      builder.add(namesAndValues[i], namesAndValues[i + 1]);
    }
    return builder.build();
  }

  /** An empty builder. */
  public static Builder builder() {
    return new Builder(new ArrayList<>(), new ArrayList<>());
  }

  /** A builder that starts with these headers. */
  public Builder toBuilder() {
    return new Builder(new ArrayList<>(names), new ArrayList<>(values));
  }

  /** The value of the first header of this name, or null. */
  public @Nullable String first(String name) {
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).equalsIgnoreCase(name)) {
        return values.get(i);
      }
    }
    return null;
  }

  /** All values of this name in order; empty when there is none. */
  public List<String> all(String name) {
    List<String> found = new ArrayList<>(1);
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).equalsIgnoreCase(name)) {
        found.add(values.get(i));
      }
    }
    return found;
  }

  /** Whether a header of this name is there, even with an empty value. */
  public boolean contains(String name) {
    return first(name) != null;
  }

  /** These headers less those whose lower-case name the predicate accepts. */
  public Headers without(Predicate<String> lowerCaseName) {
    Builder kept = builder();
    forEach((name, value) -> {
      if (!lowerCaseName.test(name.toLowerCase(Locale.ROOT))) {
        kept.add(name, value);
      }
    });
    return kept.build();
  }

  /** Calls {@code each} with every name and value, in order. */
  public void forEach(BiConsumer<String, String> each) {
    for (int i = 0; i < names.size(); i++) {
      each.accept(names.get(i), values.get(i));
    }
  }

  /** The names in the order they came, each once, as first spelt. */
  public List<String> names() {
    List<String> distinct = new ArrayList<>(names.size());
    for (String name : names) {
      if (distinct.stream().noneMatch(name::equalsIgnoreCase)) {
        distinct.add(name);
      }
    }
    return distinct;
  }

  /** The number of header fields. */
  public int size() {
    return names.size();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Headers that && names.equals(that.names) && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return 31 * names.hashCode() + values.hashCode();
  }

  @Override
  public String toString() {
    return "Headers" + names;
  }

  /** Collects headers; not safe for use by several threads. */
  public static final class Builder {

    private final List<String> names;
    private final List<String> values;

    private Builder(List<String> names, List<String> values) {
      this.names = names;
      this.values = values;
    }

    /** Adds a field after those already there. */
    public Builder add(String name, String value) {
      names.add(name);
      values.add(value);
      return this;
    }

    /** Replaces every field of this name by one. */
    public Builder set(String name, String value) {
      remove(name);
      return add(name, value);
    }

    /** Removes every field of this name. */
    public Builder remove(String name) {
      for (int i = names.size() - 1; i >= 0; i--) {
        if (names.get(i).equalsIgnoreCase(name)) {
          names.remove(i);
          values.remove(i);
        }
      }
      return this;
    }

    /** The headers collected so far. */
    public Headers build() {
      return names.isEmpty() ? EMPTY : new Headers(List.copyOf(names), List.copyOf(values));
    }
  }
}
