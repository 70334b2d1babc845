package dev.keyway.apisix.filter;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.flatbuffers.FlatBufferBuilder;
import io.github.api7.A6.ExtraInfo.Var;
import io.github.api7.A6.TextEntry;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Map;

/** A worker of APISIX's, as far as its runner sees it: one connection a message. */
record Worker(Path socket) {

  private static final int ERROR = 0;
  private static final int PREPARE_CONF = 1;
  private static final int HTTP_REQ_CALL = 2;
  private static final int EXTRA_INFO = 3;

  private record Frame(int type, ByteBuffer payload) {}

  /** Has a configuration prepared, of this one entry. */
  long token(String name, String value) throws IOException {
    FlatBufferBuilder builder = new FlatBufferBuilder();
    int entry =
        TextEntry.createTextEntry(builder, builder.createString(name), builder.createString(value));
    int entries = io.github.api7.A6.PrepareConf.Req.createConfVector(builder, new int[] {entry});
    int key = builder.createString("route#1#ext-plugin-post-req#100");
    builder.finish(io.github.api7.A6.PrepareConf.Req.createReq(builder, entries, key));
    try (SocketChannel channel = connect()) {
      send(channel, PREPARE_CONF, builder);
      return io.github.api7.A6.PrepareConf.Resp.getRootAsResp(receive(channel).payload())
          .confToken();
    }
  }

  /** Has a request filtered, answering what is asked of its variables. */
  Told ask(long token, Call call) throws IOException {
    try (SocketChannel channel = connect()) {
      return ask(channel, token, call);
    }
  }

  SocketChannel connect() throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(socket));
    return channel;
  }

  Told ask(SocketChannel channel, long token, Call call) throws IOException {
    send(channel, HTTP_REQ_CALL, call.message(token));
    Frame frame = receive(channel);
    while (frame.type() == EXTRA_INFO) {
      answer(channel, call.variables, frame.payload());
      frame = receive(channel);
    }
    if (frame.type() == ERROR) {
      int code = io.github.api7.A6.Err.Resp.getRootAsResp(frame.payload()).code();
      return new Told(-1, Map.of(), "error " + code);
    }
    return Told.of(frame.payload());
  }

  private static void answer(SocketChannel channel, Map<String, String> variables, ByteBuffer asked)
      throws IOException {
    Var variable = (Var) io.github.api7.A6.ExtraInfo.Req.getRootAsReq(asked).info(new Var());
    String value = variables.get(variable.name());
    FlatBufferBuilder builder = new FlatBufferBuilder();
    int result =
        value == null
            ? 0
            : io.github.api7.A6.ExtraInfo.Resp.createResultVector(builder, value.getBytes(UTF_8));
    builder.finish(io.github.api7.A6.ExtraInfo.Resp.createResp(builder, result));
    send(channel, EXTRA_INFO, builder);
  }

  private static void send(SocketChannel channel, int type, FlatBufferBuilder message)
      throws IOException {
    byte[] payload = message.sizedByteArray();
    ByteBuffer out =
        ByteBuffer.allocate(4 + payload.length)
            .putInt(type << 24 | payload.length)
            .put(payload)
            .flip();
    while (out.hasRemaining()) {
      channel.write(out);
    }
  }

  private static Frame receive(SocketChannel channel) throws IOException {
    int head = read(channel, 4).getInt();
    return new Frame(head >>> 24, read(channel, head & 0xffffff));
  }

  private static ByteBuffer read(SocketChannel channel, int bytes) throws IOException {
    ByteBuffer into = ByteBuffer.allocate(bytes);
    while (into.hasRemaining()) {
      if (channel.read(into) < 0) {
        throw new EOFException("the runner closed the connection");
      }
    }
    return into.flip();
  }
}
