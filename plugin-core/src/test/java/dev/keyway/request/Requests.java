package dev.keyway.request;

import dev.keyway.request.RequestReading.Begun;
import dev.keyway.request.RequestReading.Malformed;
import dev.keyway.request.RequestReading.Read;
import dev.keyway.request.RequestReading.TooLarge;
import java.nio.charset.StandardCharsets;

/** Short ways to a request in tests. */
final class Requests {

  private Requests() {}

  static AiRequest chat(String json) {
    return read(Surface.CHAT_COMPLETIONS, json.getBytes(StandardCharsets.UTF_8));
  }

  static AiRequest messages(String json) {
    return read(Surface.MESSAGES, json.getBytes(StandardCharsets.UTF_8));
  }

  static AiRequest read(Surface surface, byte[] body) {
    return switch (RequestReader.read(surface, body)) {
      case Read(AiRequest request) -> request;
      case Malformed(String message) -> throw new AssertionError(message);
      case Begun begun -> throw new AssertionError("was begun: " + begun);
      case TooLarge(String message) -> throw new AssertionError(message);
    };
  }

  static String refused(byte[] body) {
    return switch (RequestReader.read(Surface.CHAT_COMPLETIONS, body)) {
      case Read(AiRequest request) -> throw new AssertionError("was read: " + request);
      case Malformed(String message) -> message;
      case Begun begun -> throw new AssertionError("was begun: " + begun);
      case TooLarge(String message) -> throw new AssertionError(message);
    };
  }

  static String refused(String json) {
    return refused(json.getBytes(StandardCharsets.UTF_8));
  }
}
