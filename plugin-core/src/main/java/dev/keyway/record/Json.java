package dev.keyway.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keyway.health.Snapshot;
import dev.keyway.snapshot.SnapshotJson;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes JSON in which what is unknown or absent is left out. */
final class Json {

  private static final JsonFactory FACTORY = new JsonFactory();

  private final JsonGenerator generator;

  private Json(JsonGenerator generator) {
    this.generator = generator;
  }

  /** What writes one value. */
  @FunctionalInterface
  interface Part<T> {
    void write(T value) throws IOException;
  }

  /** One object on one line. */
  static String line(Part<Json> fields) {
    StringWriter line = new StringWriter(1024);
    try (JsonGenerator generator = FACTORY.createGenerator(line)) {
      generator.writeStartObject();
      fields.write(new Json(generator));
      generator.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory does no I/O", e);
    }
    return line.toString();
  }

  /** The fields of an object that {@link #line} wrote; the map may be changed. */
  static Map<String, Object> map(String line) {
    try {
      return new ObjectMapper(FACTORY).readValue(line, new TypeReference<Map<String, Object>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException("what was written here is JSON", e);
    }
  }

  void text(String field, @Nullable String value) throws IOException {
    if (value != null) {
      generator.writeStringField(field, value);
    }
  }

  /** A value of any shape: text, number, boolean, null, list, map. */
  void value(String field, @Nullable Object value) throws IOException {
    generator.writeFieldName(field);
    any(value);
  }

  private void any(@Nullable Object value) throws IOException {
    switch (value) {
      case Map<?, ?> map -> {
        generator.writeStartObject();
        for (Map.Entry<?, ?> member : map.entrySet()) {
          generator.writeFieldName(String.valueOf(member.getKey()));
          any(member.getValue());
        }
        generator.writeEndObject();
      }
      case List<?> list -> {
        generator.writeStartArray();
        for (Object item : list) {
          any(item);
        }
        generator.writeEndArray();
      }
      case null -> generator.writeNull();
      case Long number -> generator.writeNumber(number);
      case Double number -> generator.writeNumber(number);
      case Boolean truth -> generator.writeBoolean(truth);
      default -> generator.writeString(value.toString());
    }
  }

  void number(String field, @Nullable Long value) throws IOException {
    if (value != null) {
      generator.writeNumberField(field, value);
    }
  }

  void flag(String field, boolean value) throws IOException {
    generator.writeBooleanField(field, value);
  }

  void texts(String field, List<String> values) throws IOException {
    generator.writeArrayFieldStart(field);
    for (String value : values) {
      generator.writeString(value);
    }
    generator.writeEndArray();
  }

  /** An array of objects, one for each value. */
  <T> void objects(String field, Collection<T> values, Part<T> fields) throws IOException {
    generator.writeArrayFieldStart(field);
    for (T value : values) {
      generator.writeStartObject();
      fields.write(value);
      generator.writeEndObject();
    }
    generator.writeEndArray();
  }

  /** What is known of keys and models, in its own format. */
  void snapshot(String field, Snapshot snapshot) throws IOException {
    generator.writeFieldName(field);
    SnapshotJson.write(snapshot, generator);
  }

  void startObject(String field) throws IOException {
    generator.writeObjectFieldStart(field);
  }

  void endObject() throws IOException {
    generator.writeEndObject();
  }
}
