package dev.keyway.document;

import dev.keyway.document.Node.Kind;
import dev.keyway.document.Node.Scalar;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers as YAML and JSON write them. */
final class Numbers {

  private Numbers() {}

  /** The whole number, or null when the scalar is none or does not fit 64 bits. */
  static @Nullable Long whole(Scalar scalar) {
    if (scalar.kind() != Kind.INTEGER) {
      return null;
    }
    String digits = scalar.text().replace("_", "").toLowerCase(Locale.ROOT);
    try {
      if (digits.startsWith("0x")) {
        return Long.parseLong(digits.substring(2), 16);
      }
      return digits.startsWith("0o")
          ? Long.parseLong(digits.substring(2), 8)
          : Long.parseLong(digits);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** The number as Long where it is whole and fits, else as Double; null where it fits neither. */
  static @Nullable Object any(Scalar scalar) {
    Long whole = whole(scalar);
    if (whole != null) {
      return whole;
    }
    try {
      double number = Double.parseDouble(scalar.text().replace("_", ""));
      return Double.isFinite(number) ? (Object) number : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
