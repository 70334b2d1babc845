package dev.keyway.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;

/**
 * JSON of our own, written as a text. By way of characters: a message that holds half of a
 * surrogate pair must not fail here.
 */
public final class JsonText {

  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonText() {}

  /** Writes one JSON value. */
  @FunctionalInterface
  public interface Writer {
    void write(JsonGenerator json) throws IOException;
  }

  /** What is written, on one line. */
  public static String of(Writer writer) {
    StringWriter text = new StringWriter(512);
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      writer.write(json);
    } catch (IOException e) {
      throw new AssertionError("writing to memory does no I/O", e);
    }
    return text.toString();
  }
}
