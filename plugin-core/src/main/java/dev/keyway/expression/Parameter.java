package dev.keyway.expression;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import java.util.List;
import java.util.function.Function;

/**
 * A parameter of a function.
 *
 * @param name for the documentation
 * @param types the types of arguments it takes
 * @param javaType the class of their values
 * @param words the texts it takes, given the type of the elements the function is called on; empty:
 *     any. One that is written out in an expression is checked when that is compiled.
 */
record Parameter(
    String name,
    List<CelType> types,
    Class<?> javaType,
    Function<FactType<?>, List<String>> words) {

  static Parameter text(String name) {
    return word(name, fact -> List.of());
  }

  /** A text that must be one of these. */
  static Parameter word(String name, Function<FactType<?>, List<String>> words) {
    return new Parameter(name, List.of(SimpleType.STRING), String.class, words);
  }

  static Parameter texts(String name) {
    return new Parameter(
        name, List.of(ListType.create(SimpleType.STRING)), List.class, fact -> List.of());
  }

  static Parameter number(String name) {
    return new Parameter(
        name, List.of(SimpleType.DOUBLE, SimpleType.INT), Number.class, fact -> List.of());
  }

  static Parameter count(String name) {
    return new Parameter(name, List.of(SimpleType.INT), Long.class, fact -> List.of());
  }
}
