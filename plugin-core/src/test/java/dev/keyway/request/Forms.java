package dev.keyway.request;

import dev.keyway.http.Headers;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Forms told in a few words. Lines end with LF in the telling and with CR LF in the form; the
 * boundary is {@code b}.
 */
final class Forms {

  static final Headers TYPE = Headers.of("content-type", "multipart/form-data; boundary=b");

  private Forms() {}

  /** A part with a value. */
  static String field(String name, String value) {
    return "--b\nContent-Disposition: form-data; name=\"" + name + "\"\n\n" + value + "\n";
  }

  /** A part with a file. */
  static String file(String name, String content) {
    return "--b\nContent-Disposition: form-data; name=\"%s\"; filename=\"f\"\n\n%s\n"
        .formatted(name, content);
  }

  /** A whole form of these parts. */
  static byte[] form(String... parts) {
    return bytes(String.join("", parts) + "--b--\n");
  }

  static byte[] bytes(String told) {
    return told.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
  }

  static RequestReading reading(byte[] form) {
    return reading(ClientBody.whole(form));
  }

  static RequestReading reading(ClientBody body) {
    return RequestReader.read(Surface.AUDIO_TRANSCRIPTIONS, TYPE, body);
  }

  static AiRequest read(String... parts) {
    return switch (reading(form(parts))) {
      case RequestReading.Read read -> read.request();
      case RequestReading other -> throw new AssertionError(other);
    };
  }

  /** Why a form is refused. */
  static String refused(byte[] form) {
    return switch (reading(form)) {
      case RequestReading.Malformed malformed -> malformed.message();
      case RequestReading other -> throw new AssertionError(other);
    };
  }

  static String value(AiRequest request, String name) {
    AiRequest.Member member = Objects.requireNonNull(request.member(name));
    return new String(
        request.body(),
        member.valueStart(),
        member.end() - member.valueStart(),
        StandardCharsets.UTF_8);
  }
}
