package dev.keyway.rule;

import dev.keyway.expression.Template;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A configured value of any shape, in whose texts <code>${…}</code> may stand. */
sealed interface Shape {

  /** A text. */
  record Text(Template template) implements Shape {}

  /** A number, a boolean, or null. */
  record Plain(@Nullable Object value) implements Shape {}

  /** A list. */
  record Items(List<Shape> items) implements Shape {}

  /** An object. */
  record Members(Map<String, Shape> members) implements Shape {}

  /** Whether a text in it asks for this variable or field. */
  default boolean uses(String path) {
    return switch (this) {
      case Text text -> text.template().uses(path);
      case Plain plain -> false;
      case Items list -> list.items().stream().anyMatch(each -> each.uses(path));
      case Members object -> object.members().values().stream().anyMatch(each -> each.uses(path));
    };
  }

  /** Its value in a scene: String, Long, Double, Boolean, List, Map, or null. */
  default @Nullable Object in(Scene scene) throws FailedTextException {
    return switch (this) {
      case Text text -> scene.value(text.template());
      case Plain plain -> plain.value();
      case Items list -> list(list.items(), scene);
      case Members object -> map(object.members(), scene);
    };
  }

  private static List<@Nullable Object> list(List<Shape> items, Scene scene)
      throws FailedTextException {
    List<@Nullable Object> values = new ArrayList<>(items.size());
    for (Shape item : items) {
      values.add(item.in(scene));
    }
    return values;
  }

  private static Map<String, @Nullable Object> map(Map<String, Shape> members, Scene scene)
      throws FailedTextException {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (Map.Entry<String, Shape> member : members.entrySet()) {
      values.put(member.getKey(), member.getValue().in(scene));
    }
    return values;
  }
}
