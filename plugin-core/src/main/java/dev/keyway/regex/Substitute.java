package dev.keyway.regex;

import com.google.re2j.Matcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What stands in a match's place: {@code $1} is the text of a group, {@code $0} the whole match,
 * {@code $name} that of a named group or a variable, {@code $$} a dollar sign. A dollar sign that
 * names nothing stands for itself.
 */
record Substitute(List<Piece> pieces) {

  /** A piece of it. */
  sealed interface Piece {

    /** Text that stands for itself. */
    record Words(String text) implements Piece {}

    /** A group of the pattern. */
    record Group(int number) implements Piece {}

    /** A number that no group has. */
    record Missing(String digits) implements Piece {}

    /** A name that is no group's. */
    record Name(String name) implements Piece {}
  }

  /** Knows no name. */
  static final UnaryOperator<@Nullable String> NO_NAMES = name -> null;

  static Substitute of(String text, int groups, Map<String, Integer> named) {
    List<Piece> pieces = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int dollar = text.indexOf('$', at);
      int end = dollar < 0 ? text.length() : dollar;
      if (end > at) {
        pieces.add(new Piece.Words(text.substring(at, end)));
      }
      at = dollar < 0 ? end : reference(text, dollar, groups, named, pieces);
    }
    return new Substitute(List.copyOf(pieces));
  }

  /** The first number that no group has, or null. */
  @Nullable String missing() {
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Missing missing) {
        return missing.digits();
      }
    }
    return null;
  }

  /** Gives the pieces' texts, one after the other. */
  void expand(Matcher match, String text, UnaryOperator<@Nullable String> names, Output output) {
    for (Piece piece : pieces) {
      switch (piece) {
        case Piece.Words words -> output.append(words.text());
        case Piece.Missing missing -> output.append("$").append(missing.digits());
        case Piece.Name name -> {
          String value = names.apply(name.name());
          output.append(value == null ? "$" + name.name() : value);
        }
        case Piece.Group group -> {
          // A group that took no part in the match has no place.
          int start = match.start(group.number());
          if (start >= 0) {
            output.append(text, start, match.end(group.number()));
          }
        }
      }
    }
  }

  /** Adds what the dollar sign means; where it ends. */
  private static int reference(
      String text, int dollar, int groups, Map<String, Integer> named, List<Piece> pieces) {
    int start = dollar + 1;
    if (text.startsWith("$", start)) {
      pieces.add(new Piece.Words("$"));
      return start + 1;
    }
    int digits = end(text, start, Substitute::isDigit);
    if (digits > start) {
      pieces.add(numbered(text.substring(start, digits), groups));
      return digits;
    }
    int name = end(text, start, c -> isDigit(c) || c == '_' || isLetter(c));
    pieces.add(name == start ? new Piece.Words("$") : named(text.substring(start, name), named));
    return name;
  }

  private static Piece numbered(String digits, int groups) {
    boolean there = digits.length() < 5 && Integer.parseInt(digits) <= groups;
    return there ? new Piece.Group(Integer.parseInt(digits)) : new Piece.Missing(digits);
  }

  private static Piece named(String name, Map<String, Integer> named) {
    Integer group = named.get(name);
    return group == null ? new Piece.Name(name) : new Piece.Group(group);
  }

  private static int end(String text, int start, java.util.function.IntPredicate belongs) {
    int end = start;
    while (end < text.length() && belongs.test(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLetter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
