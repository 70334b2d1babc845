package dev.keyway.expression;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.TypeParamType;
import dev.cel.common.values.CelByteString;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of a function.
 *
 * @param name for the documentation
 * @param types the types of arguments it takes
 * @param javaType the class of their values
 * @param words the texts it takes, given the type of the elements the function is called on; empty:
 *     any. One that is written out in an expression is checked when that is compiled.
 */
record Parameter(String name, List<CelType> types, Class<?> javaType, Words words) {

  private static final CelType A = TypeParamType.create("A");
  private static final CelType B = TypeParamType.create("B");

  /** The texts that a parameter takes. */
  interface Words {

    /** It takes any text. */
    Words ANY = fact -> List.of();

    /**
     * The texts; empty: any.
     *
     * @param fact the type of the facts the function is called on, or null when those are none
     */
    List<String> of(@Nullable FactType<?> fact);
  }

  private static Parameter of(String name, Class<?> javaType, CelType... types) {
    return new Parameter(name, List.of(types), javaType, Words.ANY);
  }

  static Parameter text(String name) {
    return of(name, String.class, SimpleType.STRING);
  }

  /** A text that must be one of these. */
  static Parameter word(String name, Function<FactType<?>, List<String>> words) {
    return new Parameter(
        name,
        List.of(SimpleType.STRING),
        String.class,
        fact -> fact == null ? List.of() : words.apply(fact));
  }

  /** A text that must be one of these, whatever the function is called on. */
  static Parameter oneOf(String name, String... words) {
    return new Parameter(name, List.of(SimpleType.STRING), String.class, fact -> List.of(words));
  }

  static Parameter texts(String name) {
    return of(name, List.class, ListType.create(SimpleType.STRING));
  }

  static Parameter number(String name) {
    return of(name, Number.class, SimpleType.DOUBLE, SimpleType.INT);
  }

  static Parameter count(String name) {
    return of(name, Long.class, SimpleType.INT);
  }

  static Parameter bytes(String name) {
    return of(name, CelByteString.class, SimpleType.BYTES);
  }

  /** A list of anything; its type is the type parameter A. */
  static Parameter list(String name) {
    return of(name, List.class, ListType.create(A));
  }

  /** A list of lists; the inner type is the type parameter A. */
  static Parameter lists(String name) {
    return of(name, List.class, ListType.create(ListType.create(A)));
  }

  /** A list of values whose types are known at run time only. */
  static Parameter values(String name) {
    return of(name, List.class, ListType.create(SimpleType.DYN));
  }

  /** A list or a map; what takes it looks at its value. */
  static Parameter collection(String name) {
    return of(name, Object.class, ListType.create(A), MapType.create(A, B));
  }

  static Parameter map(String name) {
    return of(name, Map.class, MapType.create(A, B));
  }
}
