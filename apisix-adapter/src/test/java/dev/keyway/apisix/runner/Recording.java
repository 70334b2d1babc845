package dev.keyway.apisix.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * A recording of APISIX's client code.
 *
 * @param name its file's, without {@code .json}
 * @param steps in the order in which the stub saw or made them
 * @param statuses what the clients saw, in the order of the requests; 0: nothing
 */
record Recording(String name, List<Step> steps, List<Integer> statuses) {

  private static final Path FOLDER = Path.of("src/test/resources/dev/keyway/apisix/recordings");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int HEAD_BYTES = 4;

  /** What happened on a connection. */
  sealed interface Step {

    int connection();

    record Opened(int connection) implements Step {}

    record Closed(int connection, boolean byGateway) implements Step {}

    /**
     * A frame.
     *
     * @param bytes with the head in front
     * @param decoded by another library
     */
    record Sent(int connection, boolean byGateway, byte[] bytes, JsonNode decoded) implements Step {

      /** What another library reads in it as this message, or a missing node. */
      JsonNode as(String message) {
        return decoded.path(message);
      }

      Worker.Frame frame() {
        return new Worker.Frame(
            bytes[0], ByteBuffer.wrap(bytes, HEAD_BYTES, bytes.length - HEAD_BYTES).slice());
      }
    }
  }

  static Stream<Recording> all() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .map(Recording::read)
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Recording read(Path file) {
    try {
      JsonNode recording = JSON.readTree(file.toFile());
      List<Step> steps = new ArrayList<>();
      for (JsonNode step : recording.path("steps")) {
        if (step.has("conn")) {
          steps.add(step(step));
        }
      }
      List<Integer> statuses = new ArrayList<>();
      for (JsonNode request : recording.path("outcome").path("requests")) {
        String line = request.path("client_saw").path("status_line").asText();
        statuses.add(line.startsWith("HTTP/") ? Integer.valueOf(line.split(" ", -1)[1]) : 0);
      }
      return new Recording(
          file.getFileName().toString().replaceFirst("\\.json$", ""), steps, statuses);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Step step(JsonNode step) {
    int connection = step.path("conn").asInt();
    String event = step.path("event").asText();
    if (event.startsWith("open")) {
      return new Step.Opened(connection);
    }
    if (event.startsWith("close")) {
      return new Step.Closed(connection, event.contains("by the gateway"));
    }
    return new Step.Sent(
        connection,
        step.path("from").asText().equals("gateway"),
        whole(HexFormat.of().parseHex(step.path("hex").asText())),
        step.path("decoded"));
  }

  /** Long frames are cut; in all of them the last byte that is listed goes on to the end. */
  private static byte[] whole(byte[] listed) {
    int length = HEAD_BYTES + (ByteBuffer.wrap(listed).getInt() & Frames.MOST_BYTES);
    byte[] whole = Arrays.copyOf(listed, length);
    if (length > listed.length) {
      Arrays.fill(whole, listed.length, length, listed[listed.length - 1]);
    }
    return whole;
  }

  /** Its name without the version. */
  String scenario() {
    return name.replaceFirst("\\.\\d.*", "");
  }

  @Override
  public String toString() {
    return name;
  }
}
