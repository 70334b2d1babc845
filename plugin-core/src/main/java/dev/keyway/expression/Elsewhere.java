package dev.keyway.expression;

import dev.keyway.expression.Source.Place;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Functions that old files may call and that are not there, or not there under that name, and what
 * to write instead.
 *
 * @param name as it is written, with its namespace
 * @param instead what to write
 */
record Elsewhere(String name, String instead) {

  /** All of them. */
  static final List<Elsewhere> TABLE =
      List.of(
          new Elsewhere("b64.encode", "'text'.encodeBase64()"),
          new Elsewhere("b64.decode", "'text'.decodeBase64()"),
          new Elsewhere("isUrl", "'text'.isURL()"),
          new Elsewhere("secret", "secrets.get('vault', 'name')"));

  /**
   * What people are told of an unknown function, or null when nothing better than that it is
   * unknown.
   *
   * @param start where its name begins, less its namespace
   */
  static @Nullable String instead(Source source, Place start, String name) {
    return Stream.of(
            renamed(source, start, name), Shorthands.elsewhere(name), Receivers.elsewhere(name))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static @Nullable String renamed(Source source, Place start, String name) {
    String before = source.text().substring(0, start.offset()) + name;
    return TABLE.stream()
        .filter(each -> isLastName(before, each.name))
        .map(each -> "'%s' is written %s here".formatted(each.name, each.instead))
        .findFirst()
        .orElse(null);
  }

  private static boolean isLastName(String before, String name) {
    int start = before.length() - name.length();
    return before.endsWith(name)
        && (start == 0 || !Character.isJavaIdentifierPart(before.charAt(start - 1)))
        && !before.substring(0, start).endsWith(".");
  }
}
