package dev.keyway.expression;

import com.google.common.io.BaseEncoding;
import com.google.common.primitives.UnsignedLong;
import dev.cel.common.exceptions.CelInvalidArgumentException;
import dev.cel.common.exceptions.CelOverloadNotFoundException;
import dev.cel.common.values.CelByteString;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts with values in place of {@code %s} and the like: CEL's {@code format}. */
final class Formatting {

  private static final Pattern CLAUSE = Pattern.compile("%(?:\\.([0-9]{1,2}))?([a-zA-Z%]?)");

  private static final int DEFAULT_PRECISION = 6;
  private static final int BINARY = 2;
  private static final int OCTAL = 8;
  private static final int HEXADECIMAL = 16;

  private Formatting() {}

  /**
   * A text with the values in it.
   *
   * @throws CelInvalidArgumentException when a clause is unknown or lacks its value
   * @throws CelOverloadNotFoundException when a value is none of its clause
   */
  static String format(String text, List<?> values, Meter meter) {
    BoundedText result = new BoundedText();
    Iterator<?> left = values.iterator();
    Matcher clause = CLAUSE.matcher(text);
    int copied = 0;
    while (clause.find()) {
      meter.charge(4);
      result.append(text.substring(copied, clause.start())).append(clause(clause, left, meter));
      copied = clause.end();
    }
    return result.append(text.substring(copied)).toString();
  }

  private static String clause(Matcher clause, Iterator<?> left, Meter meter) {
    String kind = clause.group(2);
    if (kind.equals("%")) {
      return "%";
    }
    if (!left.hasNext()) {
      throw new CelInvalidArgumentException("a clause without its value");
    }
    Object value = left.next();
    int digits = clause.group(1) == null ? DEFAULT_PRECISION : Integer.parseInt(clause.group(1));
    return switch (kind) {
      case "s" -> FormattedValue.of(value, meter);
      case "d" -> integer(value).toString();
      case "f" -> fixed(value, digits);
      case "e" -> scientific(value, digits);
      case "b" -> value instanceof Boolean truth ? (truth ? "1" : "0") : radix(value, BINARY);
      case "o" -> radix(value, OCTAL);
      case "x" -> hexadecimal(value);
      case "X" -> hexadecimal(value).toUpperCase(Locale.ROOT);
      default -> throw new CelInvalidArgumentException("an unknown clause");
    };
  }

  private static BigInteger integer(Object value) {
    return switch (value) {
      case Long number -> BigInteger.valueOf(number);
      case UnsignedLong number -> number.bigIntegerValue();
      default -> throw new CelOverloadNotFoundException("format");
    };
  }

  private static String radix(Object value, int radix) {
    return integer(value).toString(radix);
  }

  private static String hexadecimal(Object value) {
    return switch (value) {
      case String text -> hexadecimal(text.getBytes(StandardCharsets.UTF_8));
      case CelByteString bytes -> hexadecimal(bytes.toByteArray());
      default -> radix(value, HEXADECIMAL);
    };
  }

  private static String hexadecimal(byte[] bytes) {
    if (bytes.length > Limits.TEXT) {
      throw new CelInvalidArgumentException("a text of more than " + Limits.TEXT + " characters");
    }
    return BaseEncoding.base16().lowerCase().encode(bytes);
  }

  private static String fixed(Object value, int digits) {
    return isInfinite(value)
        ? value.toString()
        : decimal(value).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
  }

  private static String scientific(Object value, int digits) {
    return isInfinite(value)
        ? value.toString()
        : String.format(Locale.ROOT, "%." + digits + "e", decimal(value));
  }

  private static boolean isInfinite(Object value) {
    return value instanceof Double number && !Double.isFinite(number);
  }

  private static BigDecimal decimal(Object value) {
    return value instanceof Double number ? new BigDecimal(number) : new BigDecimal(integer(value));
  }
}
