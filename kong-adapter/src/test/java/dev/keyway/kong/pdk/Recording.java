package dev.keyway.kong.pdk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A recording of Kong's client code, cut into commands.
 *
 * @param name its file's, without {@code .json}
 * @param commands in the order in which they were sent
 * @param statuses what the clients saw, in the order of the requests
 */
record Recording(String name, List<Command> commands, List<Integer> statuses) {

  private static final Path FOLDER = Path.of("src/test/resources/dev/keyway/kong/recordings");
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * A command of Kong's.
   *
   * @param frame the bytes that were sent, with the length in front
   * @param decoded by another library
   * @param calls that the stub made meanwhile
   * @param answers what it answered at last: one, or none
   */
  record Command(
      int connection, byte[] frame, JsonNode decoded, List<Call> calls, List<JsonNode> answers) {

    boolean is(String kind) {
      return decoded.path("RpcCall").has(kind);
    }

    /** What the stub answered at last; a missing node when it did not. */
    JsonNode returned() {
      return answers.isEmpty() ? MissingNode.getInstance() : answers.getFirst();
    }

    long sequence() {
      return decoded.path("RpcCall").path("sequence").asLong();
    }
  }

  /**
   * A function of Kong's that the stub called.
   *
   * @param arguments the bytes, without the length
   * @param decoded by another library
   */
  record Call(String function, byte[] arguments, JsonNode decoded, Optional<Reply> reply) {

    Call with(Reply replied) {
      return new Call(function, arguments, decoded, Optional.of(replied));
    }
  }

  /**
   * Kong's reply.
   *
   * @param frame the bytes, with the length in front
   * @param decoded by another library
   */
  record Reply(byte[] frame, JsonNode decoded) {}

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
      Reader reader = new Reader();
      recording.path("steps").forEach(reader::step);
      return new Recording(
          file.getFileName().toString().replaceFirst("\\.json$", ""),
          reader.commands,
          StreamSupport.stream(recording.path("outcome").path("requests").spliterator(), false)
              .map(request -> request.path("client_saw").path("status_line").asText())
              .map(line -> Integer.valueOf(line.substring(9, 12)))
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its name without the version. */
  String scenario() {
    return name.replaceFirst("\\.\\d.*", "");
  }

  @Override
  public String toString() {
    return name;
  }

  /** Puts each frame where it belongs. */
  private static final class Reader {

    final List<Command> commands = new ArrayList<>();
    private final Map<Integer, Command> current = new HashMap<>();
    private final Map<Integer, String> called = new HashMap<>();

    void step(JsonNode step) {
      if (!step.has("hex")) {
        return;
      }
      int connection = step.path("conn").asInt();
      byte[] frame = HexFormat.of().parseHex(step.path("hex").asText());
      JsonNode decoded = step.path("decoded");
      if (decoded.has("RpcCall")) {
        Command command =
            new Command(connection, frame, decoded, new ArrayList<>(), new ArrayList<>());
        commands.add(command);
        current.put(connection, command);
      } else if (current.containsKey(connection)) {
        place(connection, frame, decoded);
      }
    }

    private void place(int connection, byte[] frame, JsonNode decoded) {
      Command command = current.get(connection);
      List<Call> calls = command.calls();
      if (decoded.has("pdk_method")) {
        called.put(connection, decoded.path("pdk_method").asText());
      } else if (decoded.has("pdk_args") || decoded.has("pdk_args_raw")) {
        byte[] arguments = Arrays.copyOfRange(frame, Integer.BYTES, frame.length);
        calls.add(new Call(called.get(connection), arguments, decoded, Optional.empty()));
      } else if (decoded.has("pdk_reply")) {
        // With pipelining it comes after the end; of calls without one it is the last's.
        calls.addLast(calls.removeLast().with(new Reply(frame, decoded)));
      } else if (decoded.has("RpcReturn")) {
        command.answers().add(decoded.path("RpcReturn"));
      }
    }
  }
}
