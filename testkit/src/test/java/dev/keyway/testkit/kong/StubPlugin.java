package dev.keyway.testkit.kong;

import dev.keyway.testkit.openresty.Chance;
import dev.keyway.testkit.openresty.Lua;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Map;

/**
 * A plugin server that denies who is called {@code mallory}, and else tells upstream in {@code
 * x-keyway-context} what it knows: the consumer's name, its credential, its token.
 */
final class StubPlugin implements AutoCloseable {

  private static final int ANY_INSTANCE = 7;

  private final ServerSocketChannel listener;
  private final Chance chance = new Chance(1);

  StubPlugin(Path socket) throws IOException {
    listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listener.bind(UnixDomainSocketAddress.of(socket), 1024);
    Thread.ofVirtual().start(this::accept);
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel connection = listener.accept();
        Thread.ofVirtual().start(() -> serve(connection));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void serve(SocketChannel connection) {
    try (connection) {
      Frames frames = new Frames(connection);
      while (true) {
        Message call = Message.parse(frames.read());
        MessageWriter answer = new MessageWriter().number(1, call.number(1));
        if (call.last(36) != null && denies(frames)) {
          return;
        }
        if (call.last(33) != null) {
          answer.string(33, new MessageWriter().number(2, ANY_INSTANCE).message(chance));
        }
        frames.write(answer.message(chance));
      }
    } catch (IOException closed) {
      // Kong has no use for it any more.
    }
  }

  /** Whether the event ended with an answer. */
  private boolean denies(Frames frames) throws IOException {
    String name = Message.parse(frames.call("kong.client.get_consumer", "")).string(3);
    if (name.equals("mallory")) {
      frames.write("kong.response.exit");
      frames.write(new MessageWriter().number(1, 403).string(2, "not you").message(chance));
      return true;
    }
    String credential = frames.call("kong.client.get_credential", "");
    String key = new MessageWriter().string(1, "authenticated_jwt_token").message(chance);
    Object token = LuaValue.read(frames.call("kong.ctx.shared.get", key));
    String known = name + "|" + (credential.isEmpty() ? "none" : "known") + "|" + token;
    frames.call(
        "kong.service.request.set_headers",
        LuaValue.writeStruct(Map.of("x-keyway-context", known), chance));
    frames.write("");
    return false;
  }

  private record Frames(DataInputStream in, DataOutputStream out) {

    Frames(SocketChannel connection) {
      this(
          new DataInputStream(Channels.newInputStream(connection)),
          new DataOutputStream(Channels.newOutputStream(connection)));
    }

    String call(String method, String argument) throws IOException {
      write(method);
      write(argument);
      return read();
    }

    String read() throws IOException {
      return Lua.string(in.readNBytes(Integer.reverseBytes(in.readInt())));
    }

    void write(String payload) throws IOException {
      out.writeInt(Integer.reverseBytes(payload.length()));
      out.write(Lua.bytes(payload));
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
