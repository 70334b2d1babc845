package dev.keyway.record;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keyway.health.Snapshot;
import dev.keyway.http.ByteSlice;
import dev.keyway.policy.ApiKey;
import dev.keyway.snapshot.SnapshotJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes lines of JSON in which what is unknown or absent is left out. */
final class Json {

  private final JsonBytes to = new JsonBytes();
  private final InstantText instants = new InstantText();
  private final HeaderFields headers = new HeaderFields();
  private final KeyIds keyIds = new KeyIds();

  /** Whether something stands before in the object or array that is open. */
  private boolean further;

  /** One object on one line. */
  static String line(Consumer<Json> fields) {
    Json json = new Json();
    json.object(fields);
    return json.to.written().utf8();
  }

  /** The same with a line break at its end; good until something else is written. */
  ByteSlice bytes(Consumer<Json> fields) {
    object(fields);
    to.mark('\n');
    return to.written();
  }

  private void object(Consumer<Json> fields) {
    to.clear();
    start('{');
    fields.accept(this);
    end('}');
  }

  /** The fields of an object that {@link #line} wrote; the map may be changed. */
  static Map<String, Object> map(String line) {
    try {
      return Reading.JSON.readValue(line, new TypeReference<Map<String, Object>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException("what was written here is JSON", e);
    }
  }

  /** Made where records are read, which is seldom. */
  private static final class Reading {
    static final ObjectMapper JSON = new ObjectMapper();
  }

  void text(Field field, @Nullable String value) {
    if (value != null) {
      name(field);
      to.text(value);
    }
  }

  /** A header, with its values where they are shown. */
  void header(String lowerCaseName, String values) {
    HeaderFields.HeaderField field = headers.get(lowerCaseName);
    to.raw(field.furtherMember(), further ? 0 : 1);
    further = true;
    if (field.shown()) {
      to.text(values);
    }
  }

  /** A field whose name comes from elsewhere. */
  void number(String name, long value) {
    name(name);
    to.number(value);
  }

  /** A value of any shape: text, number, boolean, null, list, map. */
  void value(Field field, @Nullable Object value) {
    name(field);
    any(value);
  }

  /** The same in a field whose name comes from elsewhere. */
  void value(String name, @Nullable Object value) {
    name(name);
    any(value);
  }

  private void any(@Nullable Object value) {
    switch (value) {
      case Map<?, ?> map -> {
        start('{');
        for (Map.Entry<?, ?> member : map.entrySet()) {
          value(String.valueOf(member.getKey()), member.getValue());
        }
        end('}');
      }
      case List<?> list -> {
        start('[');
        for (Object item : list) {
          next();
          any(item);
        }
        end(']');
      }
      case null -> to.ascii("null");
      case Long number -> to.number(number);
      case Double number when Double.isFinite(number) -> to.ascii(number.toString());
      case Boolean truth -> to.ascii(truth.toString());
      default -> to.text(value.toString());
    }
  }

  void number(Field field, @Nullable Long value) {
    if (value != null) {
      number(field, value.longValue());
    }
  }

  void number(Field field, long value) {
    name(field);
    to.number(value);
  }

  void instant(Field field, Instant value) {
    name(field);
    to.mark('"');
    instants.write(value, to);
    to.mark('"');
  }

  void flag(Field field, boolean value) {
    name(field);
    to.ascii(value ? "true" : "false");
  }

  void texts(Field field, List<String> values) {
    startArray(field);
    for (String value : values) {
      text(value);
    }
    endArray();
  }

  /** The ids of keys; a list that does not change. */
  void ids(Field field, List<ApiKey> keys) {
    name(field);
    keyIds.write(keys, to);
  }

  /** An item of an array. */
  void text(String value) {
    next();
    to.text(value);
  }

  /** An array of objects, one for each value. */
  <T> void objects(Field field, Collection<T> values, Consumer<T> fields) {
    startArray(field);
    for (T value : values) {
      next();
      start('{');
      fields.accept(value);
      end('}');
    }
    endArray();
  }

  /** What is known of keys and models, in its own format. */
  void snapshot(Field field, Snapshot snapshot) {
    name(field);
    to.raw(SnapshotJson.line(snapshot).getBytes(StandardCharsets.UTF_8), 0);
  }

  void startObject(Field field) {
    name(field);
    start('{');
  }

  void endObject() {
    end('}');
  }

  void startArray(Field field) {
    name(field);
    start('[');
  }

  void endArray() {
    end(']');
  }

  private void name(Field field) {
    to.raw(field.furtherMember(), further ? 0 : 1);
    further = true;
  }

  private void name(String name) {
    next();
    to.text(name);
    to.mark(':');
  }

  private void next() {
    if (further) {
      to.mark(',');
    }
    further = true;
  }

  private void start(char bracket) {
    to.mark(bracket);
    further = false;
  }

  private void end(char bracket) {
    to.mark(bracket);
    further = true;
  }
}
