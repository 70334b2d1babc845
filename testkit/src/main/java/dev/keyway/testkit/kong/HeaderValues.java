package dev.keyway.testkit.kong;

import dev.keyway.testkit.openresty.Lua;
import dev.keyway.testkit.openresty.LuaError;
import dev.keyway.testkit.openresty.RequestHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which values of headers the PDK takes, and what becomes of them. */
final class HeaderValues {

  private HeaderValues() {}

  /**
   * The lines of a header with this value; none when the header is to be removed.
   *
   * @param value what came over the wire, as Lua sees it
   */
  static List<String> lines(String name, @Nullable Object value) {
    return switch (value) {
      case String string -> List.of(line(string));
      case Double number -> List.of(Lua.number(number));
      case Boolean bool -> List.of(bool.toString());
      case List<?> list -> all(name, list);
      case Map<?, ?> table -> List.of();
      case null, default -> throw wrong("value", name, value, ", number or boolean");
    };
  }

  private static List<String> all(String name, List<?> list) {
    List<String> lines = new ArrayList<>();
    for (Object element : list) {
      if (!(element instanceof String string)) {
        throw wrong("value in array", name, element, "");
      }
      lines.add(line(string));
    }
    return lines;
  }

  /** An empty line would be none at all. */
  private static String line(String value) {
    return value.isEmpty() ? " " : RequestHeaders.escaped(value);
  }

  private static LuaError wrong(String what, String name, @Nullable Object got, String more) {
    String type =
        switch (got) {
          case null -> "nil";
          case Double number -> "number";
          case Boolean bool -> "boolean";
          default -> "table";
        };
    return new LuaError(
        "invalid header %s \"%s\": got %s, expected string%s".formatted(what, name, type, more));
  }
}
