package dev.keyway.expression;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.cel.common.exceptions.CelAttributeNotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A type of facts: named fields, each read from a Java object only when an expression asks for it.
 * Another room declares one for what it knows (keys, models, the request); a misspelt field is then
 * an error when an expression is compiled.
 *
 * @param <T> the Java type that holds the facts
 */
public final class FactType<T> {

  private final String name;
  private final Class<T> javaType;
  private final List<Field<T>> fields;
  private final Map<String, Field<T>> byName;

  private FactType(
      String name, Class<T> javaType, List<Field<T>> fields, List<Field<T>> textForms) {
    this.name = name;
    this.javaType = javaType;
    this.fields = List.copyOf(fields);
    this.byName =
        Stream.of(fields, textForms)
            .flatMap(List::stream)
            .collect(toUnmodifiableMap(Field::name, identity()));
  }

  /** Starts the declaration of a type. The name shows in error messages, such as {@code Key}. */
  public static <T> Builder<T> named(String name, Class<T> javaType) {
    return new Builder<>(name, javaType);
  }

  /** The name for error messages. */
  public String name() {
    return name;
  }

  /** The Java type that holds the facts. */
  public Class<T> javaType() {
    return javaType;
  }

  /** The fields in the order of their declaration. */
  public List<Field<T>> fields() {
    return fields;
  }

  /** What it is where nothing is selected from it, or null when it is no text. */
  public @Nullable Field<T> text() {
    return byName.get(TextForms.FIELD);
  }

  /** The names of all fields, those among them that no expression can write. */
  Set<String> names() {
    return byName.keySet();
  }

  /** The field of this name, or null. */
  @Nullable Field<T> field(String field) {
    return byName.get(field);
  }

  /** A field of an object of this type, as an expression sees it. */
  Object read(Object object, String field) {
    Field<T> found = byName.get(field);
    if (found == null) {
      throw CelAttributeNotFoundException.forFieldResolution(field);
    }
    return Values.wrap(found.type(), found.read().apply(javaType.cast(object)));
  }

  /**
   * One field.
   *
   * @param name as written in expressions
   * @param type what it holds
   * @param about what that is, a few words for the documentation; may be empty
   * @param read gives its value now: String, Long, Double, Boolean, Instant, List, Map, the Java
   *     object of a fact, or null
   */
  public record Field<T>(
      String name,
      ValueType type,
      String about,
      Function<? super T, ? extends @Nullable Object> read) {}

  /** Declares the fields of a type. */
  public static final class Builder<T> {

    private final String name;
    private final Class<T> javaType;
    private final List<Field<T>> fields = new ArrayList<>();
    private final List<Field<T>> textForms = new ArrayList<>();

    private Builder(String name, Class<T> javaType) {
      this.name = name;
      this.javaType = javaType;
    }

    /** Adds a field that explains itself. */
    public Builder<T> field(
        String field, ValueType type, Function<? super T, ? extends @Nullable Object> read) {
      return field(field, type, "", read);
    }

    /**
     * Adds a field. Functions go by names and types of fields: what has a STRING {@code id} has
     * {@code only}, what has a map {@code metadata} has {@code getMetadata}.
     *
     * @param about what it holds, a few words for the documentation
     */
    public Builder<T> field(
        String field,
        ValueType type,
        String about,
        Function<? super T, ? extends @Nullable Object> read) {
      fields.add(new Field<>(field, type, about, read));
      return this;
    }

    /**
     * Makes it a text as well: where nothing is selected from it, it is this one. It must then be
     * reached from a variable by fields alone, not through lists or maps.
     *
     * @param about what the text is, a few words for the documentation
     */
    public Builder<T> asText(String about, Function<? super T, @Nullable String> read) {
      textForms.add(new Field<>(TextForms.FIELD, ValueType.Scalar.NULLABLE_STRING, about, read));
      return this;
    }

    /** Makes the field that was added last a text where its type will not do, but a text will. */
    public Builder<T> orText(Function<? super T, @Nullable String> read) {
      Field<T> last = fields.getLast();
      textForms.add(
          new Field<>(
              last.name() + TextForms.FIELD, ValueType.Scalar.NULLABLE_STRING, last.about(), read));
      return this;
    }

    /**
     * The type.
     *
     * @throws IllegalStateException when two fields have one name
     */
    public FactType<T> build() {
      return new FactType<>(name, javaType, fields, textForms);
    }
  }
}
