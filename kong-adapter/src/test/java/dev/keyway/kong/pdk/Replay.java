package dev.keyway.kong.pdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keyway.kong.pdk.Recording.Call;
import dev.keyway.kong.pdk.Recording.Command;
import dev.keyway.kong.pdk.wire.ExitArgs;
import dev.keyway.kong.pdk.wire.RpcReturn;
import dev.keyway.socket.SocketServer;
import dev.keyway.socket.UnixSocket;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Kong's side of a recording, played to a server whose plugin makes the calls that the stub of the
 * recording made. Instances get the ids that the stub gave, so each frame goes out as it was
 * recorded, byte for byte.
 */
final class Replay implements AutoCloseable {

  private static final String EXIT = "kong.response.exit";
  private static final int OK = 200;
  private static final int ERROR = 500;

  private final AtomicInteger nextId = new AtomicInteger();
  private final Instances instances =
      new Instances(100, Duration.ofDays(1), System::nanoTime, nextId::getAndIncrement);
  private final SocketServer server;
  private final Path socket;
  private final Map<Integer, KongWorker> connections = new HashMap<>();
  private final BlockingQueue<List<Call>> scripts = new LinkedBlockingQueue<>();
  private final BlockingQueue<Optional<Object>> read = new LinkedBlockingQueue<>();

  /** What the clients see, as far as requests were handled here. */
  final List<Integer> statuses = new ArrayList<>();

  /** What was not as in the recording. */
  final List<String> departures = new ArrayList<>();

  Replay(Path folder) throws IOException {
    socket = folder.resolve("kong.sock");
    server =
        SocketServer.start(
            new UnixSocket(socket, PosixFilePermissions.fromString("rw-rw----"), null),
            "kong",
            new PluginService(
                Map.of("steering", new Repeating()), instances, 1 << 20, InstantSource.system()));
  }

  /** Makes the calls of the script, and keeps what Kong replied. */
  private final class Repeating implements KongPlugin {

    @Override
    public String name() {
      return "steering";
    }

    @Override
    public PluginInstance start(byte[] configJson) {
      assertThat(new String(configJson, UTF_8)).startsWith("{").endsWith("}");
      return kong -> {
        for (Call call : scripts.remove()) {
          read.add(Optional.ofNullable(RepeatedCall.make(kong, call)));
        }
      };
    }
  }

  /** Plays one command, and holds what comes to what the stub sent. */
  void play(Command command) throws IOException {
    KongWorker kong = connections.get(command.connection());
    if (kong == null) {
      kong = KongWorker.at(socket);
      connections.put(command.connection(), kong);
    }
    if (command.is("cmd_handle_event")) {
      handleEvent(kong, command);
    } else {
      handleInstance(kong, command);
    }
  }

  private void handleInstance(KongWorker kong, Command command) throws IOException {
    JsonNode recorded = command.returned();
    JsonNode status = recorded.path("instance_status");
    nextId.set(status.path("instance_id").asInt());

    send(kong, command.frame());
    RpcReturn returned = RpcReturn.parseFrom(kong.receive());

    assertThat(returned.getSequence()).isEqualTo(command.sequence());
    assertThat(returned.hasInstanceStatus()).isEqualTo(command.is("cmd_start_instance"));
    if (returned.getSequence() != recorded.path("sequence").asLong()
        || returned.hasInstanceStatus() == status.isMissingNode()) {
      departures.add("answered otherwise than " + recorded);
    } else if (returned.hasInstanceStatus()) {
      assertThat(returned.getInstanceStatus().getName().toStringUtf8())
          .isEqualTo(status.path("name").asText());
      assertThat(returned.getInstanceStatus().getInstanceId())
          .isEqualTo(status.path("instance_id").asInt());
    }
  }

  /** The length goes out on its own, as Kong sends it. */
  private static void send(KongWorker kong, byte[] frame) throws IOException {
    kong.sendRaw(Arrays.copyOf(frame, Integer.BYTES));
    kong.sendRaw(Arrays.copyOfRange(frame, Integer.BYTES, frame.length));
  }

  private void handleEvent(KongWorker kong, Command command) throws IOException {
    List<Call> calls = command.calls().stream().filter(RepeatedCall::isPossible).toList();
    command.calls().stream()
        .filter(call -> !calls.contains(call))
        .forEach(call -> departures.add("not called: " + call.function()));
    read.clear();
    if (command.calls().isEmpty() && command.returned().isMissingNode()) {
      // The stub closed the connection, as one does that does not know the instance.
      instances.clear();
    } else {
      scripts.add(calls);
    }
    send(kong, command.frame());
    answer(kong, command, new ArrayDeque<>(calls));
  }

  private void answer(KongWorker kong, Command command, Deque<Call> calls) throws IOException {
    for (byte[] message = kong.receive(); message != null; message = kong.receive()) {
      if (message.length == 0) {
        ended(RpcReturn.parseFrom(kong.receive()), command, calls);
        return;
      }
      if (!called(new String(message, UTF_8), kong.receive(), calls, kong)) {
        kong.close();
        return;
      }
    }
    assertThat(command.returned().isMissingNode()).as("the server closed").isTrue();
  }

  private void ended(RpcReturn returned, Command command, Deque<Call> calls) {
    assertThat(returned.getSequence()).isEqualTo(command.sequence());
    assertThat(calls).as("calls that are still to come").isEmpty();
    if (command.returned().path("sequence").asLong() != command.sequence()) {
      departures.add("ended otherwise than " + command.returned());
    }
    statuses.add(OK);
    command.calls().stream()
        .filter(RepeatedCall::isPossible)
        .forEach(call -> {
          Optional<Object> replied = read.remove();
          if (RepeatedCall.isReadable(call)) {
            assertThat(replied).isEqualTo(Optional.ofNullable(RepeatedCall.expected(call)));
          }
        });
  }

  /** Whether Kong goes on after this call. */
  private boolean called(String function, byte[] arguments, Deque<Call> calls, KongWorker kong)
      throws IOException {
    boolean exit = function.equals(EXIT);
    int status = exit ? ExitArgs.parseFrom(arguments).getStatus() : ERROR;
    Call call = calls.remove();
    if (exit && RepeatedCall.isRefused(call)) {
      departures.add("refused: " + call.function());
      statuses.add(status);
      return false;
    }
    assertThat(function).isEqualTo(call.function());
    assertThat(RepeatedCall.meaning(function, arguments))
        .isEqualTo(RepeatedCall.meaning(function, call.arguments()));
    if (call.reply().isEmpty()) {
      statuses.add(status);
      return false;
    }
    send(kong, call.reply().get().frame());
    return true;
  }

  @Override
  public void close() throws IOException {
    for (KongWorker kong : connections.values()) {
      kong.close();
    }
    server.close();
  }
}
