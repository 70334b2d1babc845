package dev.keyway.kong.pdk;

import com.google.protobuf.ByteString;
import dev.keyway.kong.pdk.wire.CmdHandleEvent;
import dev.keyway.kong.pdk.wire.CmdStartInstance;
import dev.keyway.kong.pdk.wire.InstanceStatus;
import dev.keyway.kong.pdk.wire.RpcCall;
import dev.keyway.kong.pdk.wire.RpcReturn;
import dev.keyway.socket.SocketConnection;
import dev.keyway.socket.SocketService;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;

/**
 * Kong's commands on a connection, one after the other: start an instance, close one, let one
 * handle an event.
 *
 * @param plugins by their names
 */
record PluginService(
    Map<String, KongPlugin> plugins, Instances instances, int mostFrameBytes, InstantSource clock)
    implements SocketService {

  private static final ByteString ACCESS = ByteString.copyFromUtf8("access");

  @Override
  public void serve(SocketConnection connection) throws IOException {
    Frames frames = new Frames(connection, mostFrameBytes);
    Calls calls = new Calls(frames);
    while (calls.nextCommand()) {
      RpcCall command = frames.as(RpcCall.parser());
      if (!connection.begin() || !obey(command, calls, connection)) {
        return;
      }
      connection.rest();
    }
  }

  /** Returns whether the conversation goes on. */
  private boolean obey(RpcCall command, Calls calls, SocketConnection connection)
      throws IOException {
    return switch (command.getCallCase()) {
      case CMD_START_INSTANCE -> {
        calls.answer(start(command.getCmdStartInstance()), command.getSequence());
        yield true;
      }
      case CMD_CLOSE_INSTANCE -> {
        instances.close(command.getCmdCloseInstance().getInstanceId());
        calls.answer(RpcReturn.newBuilder(), command.getSequence());
        yield true;
      }
      case CMD_HANDLE_EVENT ->
          handle(command.getCmdHandleEvent(), command.getSequence(), calls, connection);
      // What later versions may ask: Kong waits for nothing but the sequence.
      case CALL_NOT_SET -> {
        calls.answer(RpcReturn.newBuilder(), command.getSequence());
        yield true;
      }
    };
  }

  private RpcReturn.Builder start(CmdStartInstance command) {
    String name = Texts.read(command.getName());
    KongPlugin plugin = plugins.get(name);
    Started started =
        plugin == null
            ? Started.unknown(name)
            : Started.of(plugin, command.getConfig().toByteArray());
    InstanceStatus status =
        InstanceStatus.newBuilder()
            .setName(ByteString.copyFromUtf8(name))
            .setInstanceId(instances.add(started))
            .setStartedAt(clock.instant().getEpochSecond())
            .build();
    return RpcReturn.newBuilder().setInstanceStatus(status);
  }

  private boolean handle(
      CmdHandleEvent command, long sequence, Calls calls, SocketConnection connection)
      throws IOException {
    Started instance = instances.use(command.getInstanceId());
    if (instance == null) {
      // Kong starts it again when the connection is closed, and repeats the event.
      return false;
    }
    Event event = new Event(calls);
    if (command.getEventName().equals(ACCESS)) {
      instance.access(event);
    }
    if (!event.exited()) {
      calls.end(sequence);
      return true;
    }
    connection.rest();
    return endsAfterExit(sequence, calls);
  }

  /** Kong closes the connection when it has answered the client; should it not, the event ends. */
  private static boolean endsAfterExit(long sequence, Calls calls) throws IOException {
    if (!calls.nextCommand()) {
      return false;
    }
    calls.end(sequence);
    return true;
  }
}
