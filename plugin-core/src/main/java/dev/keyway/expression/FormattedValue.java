package dev.keyway.expression;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.exceptions.CelOverloadNotFoundException;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A value as {@code %s} writes it: lists as {@code [a, b]}, maps as <code>{k: v}</code> in the
 * order of their keys.
 */
final class FormattedValue {

  private final BoundedText text = new BoundedText();
  private final Meter meter;

  private FormattedValue(Meter meter) {
    this.meter = meter;
  }

  /**
   * The text.
   *
   * @throws CelOverloadNotFoundException when it is absent or a fact
   */
  static String of(Object value, Meter meter) {
    FormattedValue formatted = new FormattedValue(meter);
    formatted.write(value);
    return formatted.text.toString();
  }

  private void write(Object value) {
    meter.charge(1);
    switch (value) {
      case String word -> text.append(word);
      case Double number -> text.append(number(number));
      case Long number -> text.append(number.toString());
      case UnsignedLong number -> text.append(number.toString());
      case Boolean truth -> text.append(truth.toString());
      case CelByteString bytes -> text.append(bytes.toStringUtf8());
      case Instant time -> text.append(time.toString());
      case Duration span -> text.append(seconds(span));
      case NullValue nothing -> text.append("null");
      case List<?> list -> list(list);
      case Map<?, ?> map -> map(map);
      default -> throw new CelOverloadNotFoundException("format");
    }
  }

  /** Whole numbers have no fraction. */
  private static String number(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }

  private static String seconds(Duration span) {
    return number(span.toNanos() / 1e9) + "s";
  }

  private void list(List<?> list) {
    text.append("[");
    String before = "";
    for (Object element : list) {
      text.append(before);
      write(element);
      before = ", ";
    }
    text.append("]");
  }

  private void map(Map<?, ?> map) {
    Map<String, Object> sorted = new TreeMap<>();
    map.forEach((key, value) -> sorted.put(key.toString(), value));
    text.append("{");
    String before = "";
    for (Map.Entry<String, Object> entry : sorted.entrySet()) {
      text.append(before).append(entry.getKey()).append(": ");
      write(entry.getValue());
      before = ", ";
    }
    text.append("}");
  }
}
