package dev.keyway.server.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;

/** What the operator's side door answers. */
record AdminAnswer(int status, String contentType, byte[] body) {

  private static final ObjectMapper JSON = new ObjectMapper();

  static AdminAnswer text(int status, String text) {
    return of(status, "text/plain; charset=utf-8", text + "\n");
  }

  static AdminAnswer json(int status, Object value) {
    try {
      return of(status, "application/json", JSON.writeValueAsString(value) + "\n");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plain values become JSON", e);
    }
  }

  static AdminAnswer of(int status, String contentType, String body) {
    return new AdminAnswer(status, contentType, body.getBytes(StandardCharsets.UTF_8));
  }
}
