package dev.keyway.stream;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.keyway.document.JsonText;
import dev.keyway.refusal.Refusal;
import dev.keyway.request.Dialect;
import dev.keyway.request.Format;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * What ends a broken stream of typed events. The {@code error} event has its code and message where
 * OpenAI's API reference has them, and the error object that OpenAI in fact sends beside the type:
 * the official SDKs raise an error for that object, and pass an event without it on as any other.
 */
final class TypedEnding {

  private TypedEnding() {}

  /** One event; nothing follows. */
  static byte[] of(Refusal refusal) {
    return bytes(
        event(
            "error",
            JsonText.of(json -> {
              json.writeStartObject();
              writeError(json, refusal);
              json.writeEndObject();
            })));
  }

  /**
   * An error, and the response as one that failed: clients of this API wait for one of its
   * terminators.
   *
   * @param number of the next event
   */
  static byte[] ofResponse(Refusal refusal, long number, ResponseId response) {
    String error =
        JsonText.of(json -> {
          json.writeStartObject();
          json.writeNumberField("sequence_number", number);
          writeError(json, refusal);
          json.writeEndObject();
        });
    String failed =
        JsonText.of(json -> {
          json.writeStartObject();
          json.writeStringField("type", "response.failed");
          json.writeNumberField("sequence_number", number + 1);
          json.writeFieldName("response");
          writeFailed(json, refusal, response);
          json.writeEndObject();
        });
    return bytes(event("error", error) + event("response.failed", failed));
  }

  private static void writeError(JsonGenerator json, Refusal refusal) throws IOException {
    json.writeStringField("type", "error");
    json.writeStringField("code", refusal.code().wireName());
    json.writeStringField("message", refusal.message());
    json.writeNullField("param");
    json.writeFieldName("error");
    json.writeRawValue(Dialect.of(Format.OPENAI).errorObject(refusal));
  }

  /** What has to be there of a response ("The response object"); its output is not repeated. */
  private static void writeFailed(JsonGenerator json, Refusal refusal, ResponseId response)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("id", response.id());
    json.writeStringField("object", "response");
    json.writeNumberField("created_at", response.createdAt());
    json.writeStringField("status", "failed");
    json.writeObjectFieldStart("error");
    json.writeStringField("code", "server_error");
    json.writeStringField("message", refusal.message());
    json.writeEndObject();
    json.writeNullField("incomplete_details");
    json.writeNullField("instructions");
    json.writeStringField("model", response.model());
    json.writeArrayFieldStart("output");
    json.writeEndArray();
    json.writeBooleanField("parallel_tool_calls", true);
    json.writeStringField("tool_choice", "auto");
    json.writeArrayFieldStart("tools");
    json.writeEndArray();
    json.writeNullField("usage");
    json.writeObjectFieldStart("metadata");
    json.writeEndObject();
    json.writeEndObject();
  }

  private static String event(String name, String data) {
    return "event: " + name + "\ndata: " + data + "\n\n";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
