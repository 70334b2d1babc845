package dev.keyway.document;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Values whose shape is the author's own: unmodifiable maps, lists, String, Long, Double and
 * Boolean.
 */
final class FreeValues {

  private final Problems problems;
  private final @Nullable Object nullValue;

  /**
   * @param nullValue what null becomes; when this is null, a field or item that is null is left out
   */
  FreeValues(Problems problems, @Nullable Object nullValue) {
    this.problems = problems;
    this.nullValue = nullValue;
  }

  Map<String, Object> map(Node.Mapping object) {
    Map<String, Object> map = new LinkedHashMap<>();
    object
        .members()
        .forEach(member -> keep(member.value(), map, (m, v) -> m.put(member.name(), v)));
    return Collections.unmodifiableMap(map);
  }

  private List<Object> list(Node.Sequence sequence) {
    List<Object> list = new ArrayList<>();
    sequence.items().forEach(item -> keep(item, list, List::add));
    return Collections.unmodifiableList(list);
  }

  private <C> void keep(Node node, C into, BiConsumer<C, Object> add) {
    Object value = value(node);
    if (value != null) {
      add.accept(into, value);
    }
  }

  @Nullable Object value(Node node) {
    return switch (node) {
      case Node.Mapping object -> map(object);
      case Node.Sequence sequence -> list(sequence);
      case Node.Scalar scalar -> scalar(scalar);
    };
  }

  private @Nullable Object scalar(Node.Scalar scalar) {
    return switch (scalar.kind()) {
      case TEXT -> scalar.text();
      case INTEGER, DECIMAL -> number(scalar);
      case BOOLEAN -> scalar.text().equalsIgnoreCase("true");
      case NULL -> nullValue;
    };
  }

  private @Nullable Object number(Node.Scalar scalar) {
    Object number = Numbers.any(scalar);
    if (number == null) {
      problems.error(
          scalar.place(), "this number is too large; put it in quotes to keep it as text");
    }
    return number;
  }
}
