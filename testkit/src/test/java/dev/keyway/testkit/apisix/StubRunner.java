package dev.keyway.testkit.apisix;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.keyway.testkit.openresty.Lua;
import io.github.api7.A6.ExtraInfo.Info;
import io.github.api7.A6.ExtraInfo.Var;
import io.github.api7.A6.HTTPReqCall.Action;
import io.github.api7.A6.HTTPReqCall.Resp;
import io.github.api7.A6.HTTPReqCall.Rewrite;
import io.github.api7.A6.HTTPReqCall.Stop;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A runner that denies who is called {@code mallory}, and else tells upstream in {@code
 * x-keyway-context} what it knows: the consumer's name and its group.
 */
final class StubRunner implements AutoCloseable {

  private final ServerSocketChannel listener;

  /** How many connections it took. */
  final AtomicInteger connections = new AtomicInteger();

  /** How many configurations it prepared; their numbers are the tokens. */
  final AtomicInteger prepared = new AtomicInteger();

  StubRunner(Path socket) throws IOException {
    listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listener.bind(UnixDomainSocketAddress.of(socket), 1024);
    Thread.ofVirtual().start(this::accept);
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel connection = listener.accept();
        connections.incrementAndGet();
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
        switch (frames.read()) {
          case Frame.PREPARE_CONF -> frames.write(Frame.PREPARE_CONF, token());
          case Frame.HTTP_REQ_CALL -> frames.write(Frame.HTTP_REQ_CALL, answer(frames));
          default -> throw new IOException("a frame that is no question");
        }
      }
    } catch (IOException closed) {
      // APISIX has no use for it any more.
    }
  }

  private ByteBuffer token() {
    FlatBufferBuilder builder = new FlatBufferBuilder();
    return Messages.finished(
        builder,
        io.github.api7.A6.PrepareConf.Resp.createResp(builder, prepared.incrementAndGet()));
  }

  private static ByteBuffer answer(Frames frames) throws IOException {
    String name = frames.variable("consumer_name");
    String group = frames.variable("consumer_group_id");
    FlatBufferBuilder builder = new FlatBufferBuilder();
    if (name.equals("mallory")) {
      int body = Stop.createBodyVector(builder, Lua.bytes("not you"));
      int stop = Stop.createStop(builder, 403, 0, body);
      return Messages.finished(builder, Resp.createResp(builder, 0, Action.Stop, stop));
    }
    List<Entry> context = List.of(new Entry("x-keyway-context", name + "|" + group));
    int headers = Rewrite.createHeadersVector(builder, Messages.entries(builder, context));
    int rewrite = Rewrite.createRewrite(builder, 0, headers, 0, 0);
    return Messages.finished(builder, Resp.createResp(builder, 0, Action.Rewrite, rewrite));
  }

  private static final class Frames {

    private final DataInputStream in;
    private final DataOutputStream out;
    private ByteBuffer payload = ByteBuffer.allocate(0);

    Frames(SocketChannel connection) {
      in = new DataInputStream(Channels.newInputStream(connection));
      out = new DataOutputStream(Channels.newOutputStream(connection));
    }

    /** The type of the next. */
    int read() throws IOException {
      int header = in.readInt();
      payload = ByteBuffer.wrap(in.readNBytes(header & 0xffffff));
      return header >>> 24;
    }

    void write(int type, ByteBuffer message) throws IOException {
      byte[] bytes = Messages.bytes(message);
      out.write(
          ByteBuffer.allocate(4 + bytes.length)
              .putInt(type << 24 | bytes.length)
              .put(bytes)
              .array());
    }

    String variable(String name) throws IOException {
      FlatBufferBuilder builder = new FlatBufferBuilder();
      int variable = Var.createVar(builder, Messages.string(builder, name));
      write(
          Frame.EXTRA_INFO,
          Messages.finished(
              builder, io.github.api7.A6.ExtraInfo.Req.createReq(builder, Info.Var, variable)));
      int unused = read();
      var result = io.github.api7.A6.ExtraInfo.Resp.getRootAsResp(payload);
      return String.valueOf(Messages.text(result.resultAsByteBuffer()));
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
