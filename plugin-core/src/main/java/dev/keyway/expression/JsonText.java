package dev.keyway.expression;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.google.common.primitives.UnsignedLong;
import dev.cel.common.exceptions.CelInvalidArgumentException;
import dev.cel.common.exceptions.CelOverloadNotFoundException;
import dev.cel.common.values.CelByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes a value of an expression as JSON: what is absent as null, times as RFC 3339, spans of time
 * in seconds, bytes in base64, whole numbers without a fraction, keys in alphabetical order. Facts
 * have no JSON.
 */
final class JsonText {

  private static final JsonFactory FACTORY = new JsonFactory();

  /** Up to here each whole number is exact as a double. */
  private static final double EXACT = 1L << 53;

  private final BoundedText text = new BoundedText();
  private final Meter meter;
  private final JsonGenerator json;

  private JsonText(Meter meter) throws IOException {
    this.meter = meter;
    this.json = FACTORY.createGenerator(text);
  }

  /** A list or a map as JSON. */
  static String of(Object value, Meter meter) {
    if (!(value instanceof List<?> || value instanceof Map<?, ?>)) {
      throw new CelOverloadNotFoundException("json");
    }
    try {
      JsonText written = new JsonText(meter);
      written.write(value);
      written.json.close();
      return written.text.toString();
    } catch (IOException impossible) {
      throw new UncheckedIOException("a text can't be written to", impossible);
    }
  }

  private void write(Object value) throws IOException {
    meter.charge(1);
    if (Absent.isNull(value)) {
      json.writeNull();
      return;
    }
    switch (value) {
      case String word -> json.writeString(word);
      case Boolean truth -> json.writeBoolean(truth);
      case Double number -> number(number);
      case UnsignedLong number -> json.writeNumber(number.bigIntegerValue());
      case Number number -> json.writeNumber(number.longValue());
      case CelByteString bytes -> json.writeBinary(bytes.toByteArray());
      case Instant time -> json.writeString(time.toString());
      case Duration span -> json.writeString(FormattedValue.of(span, meter));
      case List<?> list -> list(list);
      case Map<?, ?> map -> map(map);
      default -> throw new CelOverloadNotFoundException("json");
    }
  }

  private void number(double number) throws IOException {
    if (!Double.isFinite(number)) {
      throw new CelInvalidArgumentException("a number that JSON does not have");
    }
    if (number == Math.rint(number) && Math.abs(number) < EXACT) {
      json.writeNumber((long) number);
    } else {
      json.writeNumber(number);
    }
  }

  private void list(List<?> list) throws IOException {
    json.writeStartArray();
    for (Object element : list) {
      write(element);
    }
    json.writeEndArray();
  }

  private void map(Map<?, ?> map) throws IOException {
    Map<String, Object> sorted = new TreeMap<>();
    map.forEach((key, value) -> sorted.put(key.toString(), value));
    json.writeStartObject();
    for (Map.Entry<String, Object> entry : sorted.entrySet()) {
      json.writeFieldName(entry.getKey());
      write(entry.getValue());
    }
    json.writeEndObject();
  }
}
