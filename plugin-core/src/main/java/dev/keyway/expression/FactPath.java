package dev.keyway.expression;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A way from a fact to what lies within it: {@code pricing.text.input}. On the way to a type it
 * passes through lists, to the type of their elements.
 */
record FactPath(List<String> names) {

  static FactPath of(String dotted) {
    return new FactPath(List.of(dotted.split("\\.", -1)));
  }

  /** The way on from there. */
  FactPath then(String name) {
    return new FactPath(Stream.concat(names.stream(), Stream.of(name)).toList());
  }

  /** The type of what is there, or null when a fact of this type has no such field. */
  @Nullable ValueType typeIn(FactType<?> fact) {
    ValueType type = new ValueType.Fact(fact);
    for (String name : names) {
      FactType<?> holder = factOf(type);
      FactType.Field<?> field = holder == null ? null : holder.field(name);
      if (field == null) {
        return null;
      }
      type = field.type();
    }
    return type;
  }

  private static @Nullable FactType<?> factOf(ValueType type) {
    return switch (type) {
      case ValueType.Fact fact -> fact.type();
      case ValueType.ListOf list -> factOf(list.element());
      case ValueType.MapOf map -> null;
      case ValueType.Scalar scalar -> null;
    };
  }

  /** What is there, as an expression sees it; absent when nothing is. */
  Object read(Object from) {
    Object found = from;
    for (String name : names) {
      found =
          switch (found) {
            case FactValue fact when fact.has(name) -> fact.select(name);
            case Map<?, ?> map -> Comparison.find(map, name);
            default -> Absent.ABSENT;
          };
    }
    return found;
  }

  /** The paths below this one to numbers, in the order of their declaration. */
  List<String> numbersBelow(FactType<?> fact) {
    ValueType type = typeIn(fact);
    return type instanceof ValueType.Fact(FactType<?> below)
        ? below.fields().stream().flatMap(field -> numbers(field.name(), field.type())).toList()
        : List.of();
  }

  private static Stream<String> numbers(String path, ValueType type) {
    return switch (type) {
      case ValueType.Fact(FactType<?> fact) ->
          fact.fields().stream().flatMap(field -> numbers(path + "." + field.name(), field.type()));
      case ValueType.Scalar scalar
          when scalar == ValueType.Scalar.DOUBLE || scalar == ValueType.Scalar.NULLABLE_DOUBLE ->
          Stream.of(path);
      case ValueType.Scalar scalar -> Stream.of();
      case ValueType.ListOf list -> Stream.of();
      case ValueType.MapOf map -> Stream.of();
    };
  }
}
