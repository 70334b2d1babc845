package dev.keyway.models;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.keyway.models.PageRequest.Page;
import dev.keyway.route.Menu;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;

/**
 * Models as the two formats show them: the objects of OpenAI's API reference ("Models") and of
 * Anthropic's ("Models").
 */
final class ModelsJson {

  private static final JsonFactory FACTORY = new JsonFactory();

  private final LocalDate date;

  /**
   * @param date given as the day on which each model was made
   */
  ModelsJson(LocalDate date) {
    this.date = date;
  }

  private interface Part {
    void write(JsonGenerator json) throws IOException;
  }

  byte[] openAi(List<Menu.Entry> entries) {
    return object(json -> {
      json.writeStringField("object", "list");
      json.writeArrayFieldStart("data");
      for (Menu.Entry entry : entries) {
        json.writeStartObject();
        writeOpenAi(json, entry);
        json.writeEndObject();
      }
      json.writeEndArray();
    });
  }

  byte[] openAi(Menu.Entry entry) {
    return object(json -> writeOpenAi(json, entry));
  }

  byte[] anthropic(Page page) {
    List<Menu.Entry> entries = page.entries();
    return object(json -> {
      json.writeArrayFieldStart("data");
      for (Menu.Entry entry : entries) {
        json.writeStartObject();
        writeAnthropic(json, entry);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeBooleanField("has_more", page.more());
      json.writeStringField("first_id", entries.isEmpty() ? null : entries.getFirst().name());
      json.writeStringField("last_id", entries.isEmpty() ? null : entries.getLast().name());
    });
  }

  byte[] anthropic(Menu.Entry entry) {
    return object(json -> writeAnthropic(json, entry));
  }

  private void writeOpenAi(JsonGenerator json, Menu.Entry entry) throws IOException {
    json.writeStringField("id", entry.name());
    json.writeStringField("object", "model");
    json.writeNumberField("created", date.atStartOfDay(ZoneOffset.UTC).toEpochSecond());
    json.writeStringField(
        "owned_by", Objects.requireNonNullElse(entry.model().authorId(), entry.provider().id()));
  }

  private void writeAnthropic(JsonGenerator json, Menu.Entry entry) throws IOException {
    json.writeStringField("type", "model");
    json.writeStringField("id", entry.name());
    json.writeStringField("display_name", entry.model().displayName());
    json.writeStringField("created_at", date + "T00:00:00Z");
  }

  private static byte[] object(Part fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory does no I/O", e);
    }
    return bytes.toByteArray();
  }
}
