package dev.keyway.request;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.keyway.refusal.ErrorCode;
import dev.keyway.refusal.Refusal;
import dev.keyway.refusal.Refusal.Tried;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The parts of an error's JSON that both formats share, and how it is written. */
final class ErrorJson {

  private ErrorJson() {}

  static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * What a client of the retired vendor's gateway, or a person, looks for: the old code and what
   * was tried. Both stand in the error object, since the official SDKs show that one alone.
   */
  static void writeDetails(JsonGenerator json, Refusal refusal) throws IOException {
    ErrorCode code = refusal.code();
    if (code.oldCode() != null) {
      json.writeStringField("ngrok_code", code.oldCode());
    }
    if (refusal.tried().isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("attempts");
    for (Tried tried : refusal.tried()) {
      write(json, tried);
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, Tried tried) throws IOException {
    json.writeStartObject();
    json.writeStringField("provider", tried.provider());
    json.writeStringField("model", tried.model());
    json.writeStringField("key", tried.key());
    json.writeNumberField("status", tried.status());
    json.writeStringField("failure", tried.failure());
    json.writeEndObject();
  }

  /** An event stream's bytes around an error body. */
  static byte[] event(String before, byte[] errorBody, String after) {
    byte[] head = before.getBytes(StandardCharsets.US_ASCII);
    byte[] tail = after.getBytes(StandardCharsets.US_ASCII);
    ByteArrayOutputStream event =
        new ByteArrayOutputStream(head.length + errorBody.length + tail.length);
    event.writeBytes(head);
    event.writeBytes(errorBody);
    event.writeBytes(tail);
    return event.toByteArray();
  }
}
