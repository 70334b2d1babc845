package dev.keyway.apisix.runner;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.flatbuffers.FlatBufferBuilder;
import io.github.api7.A6.HTTPReqCall.Req;
import io.github.api7.A6.TextEntry;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** One connection of a worker of APISIX's. */
record Worker(SocketChannel channel) implements AutoCloseable {

  static final ConfKey KEY = new ConfKey("route#1#ext-plugin-post-req#100");

  static Worker at(Path socket) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(socket));
    return new Worker(channel);
  }

  /** A frame that was received. */
  record Frame(int type, ByteBuffer payload) {

    int error() {
      return type == Frames.ERROR
          ? io.github.api7.A6.Err.Resp.getRootAsResp(payload.duplicate()).code()
          : -1;
    }
  }

  void sendRaw(byte... bytes) throws IOException {
    ByteBuffer out = ByteBuffer.wrap(bytes);
    while (out.hasRemaining()) {
      channel.write(out);
    }
  }

  void send(int type, byte[] payload) throws IOException {
    sendRaw(
        ByteBuffer.allocate(4 + payload.length)
            .putInt(type << 24 | payload.length)
            .put(payload)
            .array());
  }

  /** The next frame, or null when the server closed. */
  Frame receive() throws IOException {
    ByteBuffer head = ByteBuffer.allocate(4);
    if (!fill(head)) {
      return null;
    }
    int typeAndLength = head.flip().getInt();
    ByteBuffer payload = ByteBuffer.allocate(typeAndLength & 0xffffff);
    if (!fill(payload) && payload.capacity() > 0) {
      throw new EOFException();
    }
    return new Frame(typeAndLength >>> 24, payload.flip());
  }

  private boolean fill(ByteBuffer into) throws IOException {
    while (into.hasRemaining()) {
      if (channel.read(into) < 0) {
        if (into.position() > 0) {
          throw new EOFException();
        }
        return false;
      }
    }
    return true;
  }

  Frame prepare(ConfKey key, List<Entry> conf) throws IOException {
    FlatBufferBuilder builder = new FlatBufferBuilder();
    int name = builder.createString(key.text());
    int entries =
        io.github.api7.A6.PrepareConf.Req.createConfVector(builder, entries(builder, conf));
    builder.finish(io.github.api7.A6.PrepareConf.Req.createReq(builder, entries, name));
    send(Frames.PREPARE_CONF, builder.sizedByteArray());
    return receive();
  }

  /** The token for one entry. */
  int token(String plugin, String value) throws IOException {
    return token(KEY, new Entry(plugin, value));
  }

  int token(ConfKey key, Entry... conf) throws IOException {
    Frame answer = prepare(key, List.of(conf));
    return (int) io.github.api7.A6.PrepareConf.Resp.getRootAsResp(answer.payload()).confToken();
  }

  static byte[] call(int token, String path, List<Entry> headers) {
    FlatBufferBuilder builder = new FlatBufferBuilder();
    return call(builder, token, path, entries(builder, headers));
  }

  /** The same header so often, which is in the message once. */
  static byte[] callOfOneHeader(int token, int times) {
    FlatBufferBuilder builder = new FlatBufferBuilder();
    int[] headers = new int[times];
    Arrays.fill(headers, entries(builder, List.of(new Entry("x-a", "a".repeat(times))))[0]);
    return call(builder, token, "/", headers);
  }

  private static byte[] call(FlatBufferBuilder builder, int token, String path, int[] headers) {
    int source = Req.createSrcIpVector(builder, new byte[] {127, 0, 0, 1});
    int text = builder.createString(path);
    int entries = Req.createHeadersVector(builder, headers);
    builder.finish(
        Req.createReq(
            builder,
            7,
            source,
            io.github.api7.A6.Method.POST,
            text,
            0,
            entries,
            Integer.toUnsignedLong(token)));
    return builder.sizedByteArray();
  }

  /** Sends a request call. */
  void sendCall(int token) throws IOException {
    send(Frames.HTTP_REQ_CALL, call(token, "/v1/chat", List.of()));
  }

  /** A request call's answer, where these variables are set. */
  Told ask(int token, Map<String, String> variables) throws IOException {
    sendCall(token);
    return told(variables);
  }

  Told ask(int token) throws IOException {
    return ask(token, Map.of());
  }

  Told told(Map<String, String> variables) throws IOException {
    for (Frame frame = receive(); frame != null; frame = receive()) {
      if (frame.type() != Frames.EXTRA_INFO) {
        return Told.of(frame);
      }
      sendVariable(variables.get(Told.variable(frame.payload())));
    }
    return Told.CLOSED;
  }

  void sendVariable(String value) throws IOException {
    FlatBufferBuilder builder = new FlatBufferBuilder();
    int result =
        value == null
            ? 0
            : io.github.api7.A6.ExtraInfo.Resp.createResultVector(builder, value.getBytes(UTF_8));
    builder.finish(io.github.api7.A6.ExtraInfo.Resp.createResp(builder, result));
    send(Frames.EXTRA_INFO, builder.sizedByteArray());
  }

  private static int[] entries(FlatBufferBuilder builder, List<Entry> entries) {
    return entries.stream()
        .mapToInt(each -> {
          int name = builder.createString(each.name());
          int value = each.value() == null ? 0 : builder.createString(each.value());
          return TextEntry.createTextEntry(builder, name, value);
        })
        .toArray();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
