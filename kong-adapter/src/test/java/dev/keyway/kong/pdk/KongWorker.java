package dev.keyway.kong.pdk;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import dev.keyway.kong.pdk.wire.CmdCloseInstance;
import dev.keyway.kong.pdk.wire.CmdHandleEvent;
import dev.keyway.kong.pdk.wire.CmdStartInstance;
import dev.keyway.kong.pdk.wire.ExitArgs;
import dev.keyway.kong.pdk.wire.RpcCall;
import dev.keyway.kong.pdk.wire.RpcReturn;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One of Kong's connections, played by hand. */
final class KongWorker implements AutoCloseable {

  private final SocketChannel channel;
  private long sequence = 1;

  private KongWorker(SocketChannel channel) {
    this.channel = channel;
  }

  /** Connects as nginx does: when there is no room, it fails at once. */
  static KongWorker at(Path socket) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.configureBlocking(false);
    if (!channel.connect(UnixDomainSocketAddress.of(socket))) {
      throw new IOException("no room");
    }
    channel.configureBlocking(true);
    return new KongWorker(channel);
  }

  /** Sends a message, its length first and on its own, as Kong does. */
  void send(byte[] message) throws IOException {
    sendRaw(length(message.length));
    sendRaw(message);
  }

  void sendRaw(byte[] bytes) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(bytes);
    while (left.hasRemaining()) {
      channel.write(left);
    }
  }

  static byte[] length(int bytes) {
    return ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(bytes).array();
  }

  /** The next message, or null at the end of the stream. */
  byte @Nullable [] receive() throws IOException {
    ByteBuffer length = read(Integer.BYTES);
    return length == null ? null : read(length.order(ByteOrder.LITTLE_ENDIAN).getInt()).array();
  }

  private @Nullable ByteBuffer read(int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        return null;
      }
    }
    return buffer.flip();
  }

  /** No more comes from this side. */
  void shutdownOutput() throws IOException {
    channel.shutdownOutput();
  }

  /** Closes the connection at once, whatever is under way. */
  void leave() throws IOException {
    channel.close();
  }

  /** Starts an instance, and returns its id. */
  int start(String plugin, String config) throws IOException {
    RpcReturn returned =
        command(
            RpcCall.newBuilder()
                .setCmdStartInstance(
                    CmdStartInstance.newBuilder()
                        .setName(ByteString.copyFromUtf8(plugin))
                        .setConfig(ByteString.copyFromUtf8(config))));
    return returned.getInstanceStatus().getInstanceId();
  }

  /** Closes an instance. */
  void close(int id) throws IOException {
    var unused =
        command(
            RpcCall.newBuilder()
                .setCmdCloseInstance(CmdCloseInstance.newBuilder().setInstanceId(id)));
  }

  private RpcReturn command(RpcCall.Builder command) throws IOException {
    sendCommand(command);
    return returned();
  }

  private void sendCommand(RpcCall.Builder command) throws IOException {
    send(command.setSequence(++sequence).build().toByteArray());
  }

  private RpcReturn returned() throws IOException {
    RpcReturn returned = RpcReturn.parseFrom(receive());
    if (returned.getSequence() != sequence) {
      throw new IOException("sequence %d, not %d".formatted(returned.getSequence(), sequence));
    }
    return returned;
  }

  void sendEvent(int id, String name) throws IOException {
    sendCommand(
        RpcCall.newBuilder()
            .setCmdHandleEvent(
                CmdHandleEvent.newBuilder()
                    .setInstanceId(id)
                    .setEventName(ByteString.copyFromUtf8(name))));
  }

  /** Lets an instance handle a request's access phase, with an empty reply to each call. */
  Handled access(int id) throws IOException {
    return access(id, Map.of());
  }

  Handled access(int id, Map<String, byte[]> replies) throws IOException {
    sendEvent(id, "access");
    return handled(replies);
  }

  /** Answers calls until the event ends. */
  Handled handled(Map<String, byte[]> replies) throws IOException {
    List<String> functions = new ArrayList<>();
    while (true) {
      byte[] message = receive();
      if (message == null) {
        return new Handled(functions, null, true);
      }
      if (message.length == 0) {
        var unused = returned();
        return new Handled(functions, null, false);
      }
      String function = new String(message, UTF_8);
      byte[] arguments = receive();
      functions.add(function);
      if (function.equals("kong.response.exit")) {
        return new Handled(functions, ExitArgs.parseFrom(arguments), false);
      }
      send(replies.getOrDefault(function, new byte[0]));
    }
  }

  /**
   * How an event ended.
   *
   * @param functions that were called
   * @param exit the client's answer, or null when the request goes on
   * @param closed whether the server closed the connection instead
   */
  record Handled(List<String> functions, @Nullable ExitArgs exit, boolean closed) {

    int status() {
      return exit == null ? 0 : exit.getStatus();
    }

    String body() {
      return exit == null ? "" : exit.getBody().toStringUtf8();
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
