package dev.keyway.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Header fields in the order they came, names compared without regard to case, a name as often as
 * it occurs. Immutable. {@link #toString()} gives names only: values may be credentials.
 */
public final class Headers {

  /** A field takes three places: its name, the name in lower case, its value. */
  private static final int STRIDE = 3;

  private static final int LOWER = 1;
  private static final int VALUE = 2;

  private static final Headers EMPTY = new Headers(new String[0]);

  /**
   * One array, because headers are gone through, filtered and copied several times a request; names
   * in lower case, because filters go by them.
   */
  private final String[] fields;

  private Headers(String[] fields) {
    this.fields = fields;
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
    return new Builder(new String[8 * STRIDE], 0);
  }

  /** A builder that starts with these headers. */
  public Builder toBuilder() {
    return new Builder(Arrays.copyOf(fields, fields.length + 4 * STRIDE), fields.length);
  }

  /** The value of the first header of this name, or null. */
  public @Nullable String first(String name) {
    int at = next(name, 0);
    return at < 0 ? null : fields[at + VALUE];
  }

  /** All values of this name in order; empty when there is none. */
  public List<String> all(String name) {
    int at = next(name, 0);
    if (at < 0) {
      return List.of();
    }
    List<String> found = new ArrayList<>(1);
    for (; at >= 0; at = next(name, at + STRIDE)) {
      found.add(fields[at + VALUE]);
    }
    return found;
  }

  /** Whether a header of this name is there, even with an empty value. */
  public boolean contains(String name) {
    return next(name, 0) >= 0;
  }

  /** Whether a header of this name is there more than once. */
  public boolean repeats(String name) {
    int at = next(name, 0);
    return at >= 0 && next(name, at + STRIDE) >= 0;
  }

  /** The place of the next field of this name from a place on, or -1. */
  private int next(String name, int from) {
    for (int i = from; i < fields.length; i += STRIDE) {
      if (fields[i].equalsIgnoreCase(name)) {
        return i;
      }
    }
    return -1;
  }

  /** These headers less those whose lower-case name the predicate accepts. */
  public Headers without(Predicate<String> lowerCaseName) {
    String[] kept = new String[fields.length];
    int length = 0;
    for (int i = 0; i < fields.length; i += STRIDE) {
      if (!lowerCaseName.test(fields[i + LOWER])) {
        System.arraycopy(fields, i, kept, length, STRIDE);
        length += STRIDE;
      }
    }
    return length == fields.length ? this : of(kept, length);
  }

  /** Calls {@code each} with every name and value, in order. */
  public void forEach(BiConsumer<String, String> each) {
    for (int i = 0; i < fields.length; i += STRIDE) {
      each.accept(fields[i], fields[i + VALUE]);
    }
  }

  /**
   * Calls {@code each} with every name once, in lower case, in the order they came, and with its
   * value; where it has several, with all of them, {@code ", "} between.
   */
  public void forEachName(BiConsumer<String, String> each) {
    for (int i = 0; i < fields.length; i += STRIDE) {
      String name = fields[i + LOWER];
      int other = other(name, i);
      if (other < 0) {
        each.accept(name, fields[i + VALUE]);
      } else if (other > i) {
        each.accept(name, String.join(", ", all(name)));
      }
    }
  }

  /** The first place of this name other than one, or -1. */
  private int other(String lowerCaseName, int than) {
    for (int i = 0; i < fields.length; i += STRIDE) {
      if (i != than && fields[i + LOWER].equals(lowerCaseName)) {
        return i;
      }
    }
    return -1;
  }

  /** Whether a condition holds for every name and value. */
  public boolean all(BiPredicate<String, String> condition) {
    for (int i = 0; i < fields.length; i += STRIDE) {
      if (!condition.test(fields[i], fields[i + VALUE])) {
        return false;
      }
    }
    return true;
  }

  /** The names in the order they came, each once, as first spelt. */
  public List<String> names() {
    List<String> distinct = new ArrayList<>(size());
    for (int i = 0; i < fields.length; i += STRIDE) {
      if (next(fields[i], 0) == i) {
        distinct.add(fields[i]);
      }
    }
    return distinct;
  }

  /** The number of header fields. */
  public int size() {
    return fields.length / STRIDE;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Headers that && Arrays.equals(fields, that.fields);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(fields);
  }

  @Override
  public String toString() {
    StringBuilder names = new StringBuilder("Headers[");
    for (int i = 0; i < fields.length; i += STRIDE) {
      names.append(i == 0 ? "" : ", ").append(fields[i]);
    }
    return names.append(']').toString();
  }

  private static Headers of(String[] fields, int length) {
    return length == 0 ? EMPTY : new Headers(Arrays.copyOf(fields, length));
  }

  /** Collects headers; not safe for use by several threads. */
  public static final class Builder {

    private String[] fields;
    private int length;

    private Builder(String[] fields, int length) {
      this.fields = fields;
      this.length = length;
    }

    /** Adds a field after those already there. */
    public Builder add(String name, String value) {
      if (length == fields.length) {
        fields = Arrays.copyOf(fields, 2 * length);
      }
      fields[length] = name;
      fields[length + LOWER] = name.toLowerCase(Locale.ROOT);
      fields[length + VALUE] = Objects.requireNonNull(value, name);
      length += STRIDE;
      return this;
    }

    /** Replaces every field of this name by one. */
    public Builder set(String name, String value) {
      remove(name);
      return add(name, value);
    }

    /** Removes every field of this name. */
    public Builder remove(String name) {
      int kept = 0;
      for (int i = 0; i < length; i += STRIDE) {
        if (!fields[i].equalsIgnoreCase(name)) {
          System.arraycopy(fields, i, fields, kept, STRIDE);
          kept += STRIDE;
        }
      }
      length = kept;
      return this;
    }

    /** The headers collected so far. */
    public Headers build() {
      return of(fields, length);
    }
  }
}
