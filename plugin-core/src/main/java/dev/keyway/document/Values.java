package dev.keyway.document;

import dev.keyway.document.Node.Kind;
import dev.keyway.document.Node.Scalar;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads one value as a type. A value of another type leaves a problem and reads as null. */
final class Values {

  private final Problems problems;

  Values(Problems problems) {
    this.problems = problems;
  }

  @Nullable Scalar text(Node node) {
    Scalar scalar = node instanceof Scalar one ? one : null;
    Scalar text = scalar != null && scalar.kind() == Kind.TEXT ? scalar : null;
    return orExpected(text, node, scalar == null ? "text" : "text (put it in quotes)");
  }

  /**
   * Any scalar but null, as it is written: for header values, where {@code 3} and {@code "3"} are
   * one.
   */
  @Nullable Scalar written(Node node) {
    Scalar scalar = node instanceof Scalar one && one.kind() != Kind.NULL ? one : null;
    return orExpected(scalar, node, "text");
  }

  @Nullable Boolean flag(Node node) {
    Boolean flag = node instanceof Scalar scalar ? flagOf(scalar) : null;
    return orExpected(flag, node, "true or false");
  }

  /** YAML 1.1's words count where a boolean is due, as they do in Go's reader. */
  private static @Nullable Boolean flagOf(Scalar scalar) {
    if (scalar.quoted()) {
      return null;
    }
    return switch (scalar.text()) {
      case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON" -> Boolean.TRUE;
      case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF" -> Boolean.FALSE;
      default -> null;
    };
  }

  @Nullable Long whole(Node node, long least, long most) {
    Long number = node instanceof Scalar scalar ? Numbers.whole(scalar) : null;
    boolean fits = number != null && number >= least && number <= most;
    String range = "a whole number from " + least + " to " + most;
    return orExpected(fits ? number : null, node, range);
  }

  @Nullable Double number(Node node, double least, double most) {
    boolean isNumber =
        node instanceof Scalar one && (one.kind() == Kind.INTEGER || one.kind() == Kind.DECIMAL);
    Object any = isNumber ? Numbers.any((Scalar) node) : null;
    Double number = any instanceof Number one ? (Double) one.doubleValue() : null;
    boolean fits = number != null && number >= least && number <= most;
    return orExpected(
        fits ? number : null, node, "a number from " + plain(least) + " to " + plain(most));
  }

  private static String plain(double bound) {
    return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
  }

  @Nullable Duration duration(Node node) {
    Duration duration = node instanceof Scalar scalar ? Units.duration(scalar.text()) : null;
    return orExpected(duration, node, "a duration with its unit, such as 500ms, 30s, 2m or 1m30s");
  }

  @Nullable Long size(Node node) {
    Long size = node instanceof Scalar scalar ? Units.size(scalar.text()) : null;
    return orExpected(size, node, "a size with its unit, such as 64KiB or 32MiB");
  }

  <T> @Nullable T choice(Node node, List<T> choices, Function<? super T, String> wireName) {
    List<String> names = choices.stream().map(wireName).toList();
    Scalar scalar = node instanceof Scalar one ? one : null;
    int index = scalar == null ? -1 : names.indexOf(scalar.text());
    if (index < 0) {
      String nearest = scalar == null ? null : Nearest.of(scalar.text(), names);
      String message = "expected " + oneOf(names) + ", found " + Found.other(node);
      problems.error(node.place(), message, nearest);
      return null;
    }
    return choices.get(index);
  }

  /** A URI by RFC 3986. The text is not repeated in the problem: it may hold a password. */
  @Nullable URI uri(Node node) {
    Scalar text = text(node);
    if (text == null) {
      return null;
    }
    try {
      return new URI(text.text());
    } catch (URISyntaxException e) {
      problems.error(
          text.at(1, e.getIndex() + 1),
          "not a valid URL at its character "
              + (e.getIndex() + 1)
              + "; expected one such as https://api.example.com/v1");
      return null;
    }
  }

  private static String oneOf(List<String> names) {
    return names.size() == 1 ? names.getFirst() : "one of " + String.join(", ", names);
  }

  private <T> @Nullable T orExpected(@Nullable T read, Node node, String what) {
    if (read == null) {
      problems.error(node.place(), "expected " + what + ", found " + Found.other(node));
    }
    return read;
  }
}
