package dev.keyway.bench.kong;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import dev.keyway.kong.pdk.wire.CmdHandleEvent;
import dev.keyway.kong.pdk.wire.CmdStartInstance;
import dev.keyway.kong.pdk.wire.ConsumerEntity;
import dev.keyway.kong.pdk.wire.Identity;
import dev.keyway.kong.pdk.wire.RpcCall;
import dev.keyway.kong.pdk.wire.RpcReturn;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** One connection of a worker's. It sends each message's length on its own, as Kong does. */
final class Connection implements AutoCloseable {

  private static final int BUFFER_BYTES = 64 << 10;
  private static final ByteString ACCESS = ByteString.copyFromUtf8("access");
  private static final ByteString GET_CONSUMER =
      ByteString.copyFromUtf8("kong.client.get_consumer");
  private static final ByteString GET_CREDENTIAL =
      ByteString.copyFromUtf8("kong.client.get_credential");
  private static final ByteString EXIT = ByteString.copyFromUtf8("kong.response.exit");
  private static final ByteString ALICE =
      ConsumerEntity.newBuilder()
          .setId(ByteString.copyFromUtf8("9c0b2a7e-6f4d-4a3b-8c2d-1e0f9a8b7c6d"))
          .setUsername(ByteString.copyFromUtf8("alice"))
          .addTags(ByteString.copyFromUtf8("gold"))
          .addTags(ByteString.copyFromUtf8("eu"))
          .build()
          .toByteString();

  private static final ByteString KEY_OF_ALICE =
      Identity.newBuilder()
          .setId(ByteString.copyFromUtf8("0d9f6c1e-2b3a-4c5d-8e7f-123456789abc"))
          .build()
          .toByteString();

  /** What comes next from the server. */
  private enum Next {
    FUNCTION,
    ARGUMENTS,
    RETURN
  }

  private final SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
  private final ByteBuffer in = buffer();
  private final ByteBuffer out = buffer();
  private final Workers workers;
  private Next next = Next.FUNCTION;
  private ByteString function = ByteString.EMPTY;
  private int instance;
  private long sequence = 1;
  private long sentNanos;

  Connection(UnixDomainSocketAddress address, Workers workers) throws IOException {
    this.workers = workers;
    channel.connect(address);
  }

  private static ByteBuffer buffer() {
    return ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Starts an instance of the plugin, and returns its id. */
  int start(String plugin, String configJson) throws IOException {
    CmdStartInstance command =
        CmdStartInstance.newBuilder()
            .setName(ByteString.copyFromUtf8(plugin))
            .setConfig(ByteString.copyFromUtf8(configJson))
            .build();
    send(RpcCall.newBuilder().setSequence(sequence).setCmdStartInstance(command).build());
    ByteString answer;
    do {
      receive();
      answer = message();
    } while (answer == null);
    return RpcReturn.parseFrom(answer).getInstanceStatus().getInstanceId();
  }

  SelectionKey register(Selector selector) throws IOException {
    channel.configureBlocking(false);
    return channel.register(selector, SelectionKey.OP_READ);
  }

  /** Sends the first event. */
  void begin(int started) throws IOException {
    instance = started;
    event();
  }

  private void event() throws IOException {
    CmdHandleEvent event =
        CmdHandleEvent.newBuilder().setInstanceId(instance).setEventName(ACCESS).build();
    sentNanos = System.nanoTime();
    send(RpcCall.newBuilder().setSequence(++sequence).setCmdHandleEvent(event).build());
  }

  /** Does what the server asks for, and goes on to the next event when one has ended. */
  void read() throws IOException {
    receive();
    for (ByteString message = message(); message != null; message = message()) {
      take(message);
    }
  }

  private ByteString reply() {
    if (function.equals(GET_CONSUMER)) {
      return ALICE;
    }
    return function.equals(GET_CREDENTIAL) ? KEY_OF_ALICE : ByteString.EMPTY;
  }

  private void take(ByteString message) throws IOException {
    switch (next) {
      case FUNCTION -> {
        function = message;
        next = message.isEmpty() ? Next.RETURN : Next.ARGUMENTS;
      }
      case ARGUMENTS -> {
        next = Next.FUNCTION;
        if (function.equals(EXIT)) {
          workers.denied();
        } else {
          send(reply());
        }
      }
      case RETURN -> {
        next = Next.FUNCTION;
        workers.ended(System.nanoTime() - sentNanos);
        event();
      }
    }
  }

  private void receive() throws IOException {
    if (channel.read(in) < 0) {
      throw new EOFException("the server closed the connection");
    }
  }

  /** The next whole message of those that have come, or null. */
  private @Nullable ByteString message() {
    in.flip();
    ByteString message = null;
    if (in.remaining() >= Integer.BYTES && in.remaining() - Integer.BYTES >= in.getInt(0)) {
      message = ByteString.copyFrom(in, in.getInt());
    }
    in.compact();
    return message;
  }

  private void send(MessageLite message) throws IOException {
    send(message.toByteString());
  }

  private void send(ByteString message) throws IOException {
    out.clear().putInt(message.size());
    write();
    out.clear();
    message.copyTo(out);
    write();
  }

  private void write() throws IOException {
    out.flip();
    while (out.hasRemaining()) {
      channel.write(out);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
