package dev.keyway.relay;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** A form as clients send it to be transcribed. */
final class Form {

  static final String PATH = "/v1/audio/transcriptions";
  static final String BOUNDARY = "92c9729717664f36";
  static final String TYPE = "multipart/form-data; boundary=" + BOUNDARY;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  Form field(String name, String value) {
    return part("name=\"" + name + "\"", value.getBytes(StandardCharsets.UTF_8));
  }

  Form file(byte[] content) {
    return part("name=\"file\"; filename=\"speech.wav\"", content);
  }

  private Form part(String disposition, byte[] value) {
    write("--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n");
    bytes.writeBytes(value);
    write("\r\n");
    return this;
  }

  /** The whole form. */
  byte[] get() {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(bytes.toByteArray());
    whole.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII));
    return whole.toByteArray();
  }

  private void write(String text) {
    bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Sound: bytes of which all values come. */
  static byte[] sound(int length) {
    byte[] sound = new byte[length];
    new Random(length).nextBytes(sound);
    return sound;
  }

  /** The form of most tests: a model, then so many bytes of sound. */
  static byte[] transcription(String model, int length) {
    return new Form().field("model", model).file(sound(length)).get();
  }

  static HttpRequest.Builder post(RelayStage stage, byte[] form) {
    return post(stage, PATH, BodyPublishers.ofByteArray(form));
  }

  static HttpRequest.Builder post(
      RelayStage stage, String path, HttpRequest.BodyPublisher publisher) {
    return HttpRequest.newBuilder(stage.url(path))
        .timeout(RelayStage.SOON)
        .header("content-type", TYPE)
        .POST(publisher);
  }

  /** The head of a request on the wire. */
  static String head(String framing) {
    return "POST %s HTTP/1.1\r\nhost: x\r\ncontent-type: %s\r\n%s\r\n\r\n"
        .formatted(PATH, TYPE, framing);
  }
}
