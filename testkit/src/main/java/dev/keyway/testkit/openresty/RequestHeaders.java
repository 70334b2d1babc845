package dev.keyway.testkit.openresty;

import dev.keyway.http.Headers;
import java.util.ArrayList;
import java.util.List;

/** What {@code ngx.req.set_header} does. */
public final class RequestHeaders {

  private RequestHeaders() {}

  /** The first line of this name keeps its spelling and its place, further ones go. */
  public static Headers set(Headers headers, String name, List<String> values) {
    List<String> left = new ArrayList<>(values);
    Headers.Builder changed = Headers.builder();
    headers.forEach((old, value) -> {
      if (!old.equalsIgnoreCase(name)) {
        changed.add(old, value);
      } else if (left.size() == values.size()) {
        changed.add(old, left.removeFirst());
      }
    });
    left.forEach(value -> changed.add(name, value));
    return changed.build();
  }

  /** A value as it is written: control characters are escaped. */
  public static String escaped(String value) {
    StringBuilder line = new StringBuilder();
    value.chars().forEach(each -> append(line, (char) each));
    return line.toString();
  }

  private static void append(StringBuilder line, char character) {
    boolean control = (character < ' ' && character != '\t') || character == 0x7f;
    if (control) {
      line.append("%%%02X".formatted((int) character));
    } else {
      line.append(character);
    }
  }
}
