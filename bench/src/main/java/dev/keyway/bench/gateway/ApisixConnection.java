package dev.keyway.bench.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.flatbuffers.FlatBufferBuilder;
import io.github.api7.A6.ExtraInfo.Info;
import io.github.api7.A6.ExtraInfo.Var;
import io.github.api7.A6.HTTPReqCall.Action;
import io.github.api7.A6.HTTPReqCall.Req;
import io.github.api7.A6.Method;
import io.github.api7.A6.PrepareConf.Resp;
import io.github.api7.A6.TextEntry;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;

/** One of APISIX's. Its requests are those of a client of OpenAI's. */
final class ApisixConnection extends Connection {

  /** The types of frames; APISIX has them in apisix/constants.lua. */
  private static final int PREPARE_CONF = 1;

  private static final int HTTP_REQ_CALL = 2;
  private static final int EXTRA_INFO = 3;

  private static final int LENGTH_BITS = 24;
  private static final int LENGTH_MASK = (1 << LENGTH_BITS) - 1;

  private static final Map<String, String> HEADERS =
      Map.of(
          "host", "gateway.example",
          "content-type", "application/json",
          "content-length", "1024",
          "accept", "application/json",
          "accept-encoding", "gzip, deflate",
          "user-agent", "OpenAI/Python 1.50.0",
          "apikey", "key-of-alice");

  private static final Map<String, byte[]> VARIABLES =
      Map.of(
          "consumer_name", variable("alice"),
          "consumer_group_id", variable("gold"),
          "route_id", variable("chat"));

  private byte[] request = {};

  ApisixConnection(UnixDomainSocketAddress address, Workers workers) throws IOException {
    super(address, ByteOrder.BIG_ENDIAN, workers);
  }

  @Override
  void askToPrepare(String plugin, String configJson) throws IOException {
    FlatBufferBuilder builder = new FlatBufferBuilder();
    int key = builder.createString("route#chat#ext-plugin-post-req#1");
    int entry =
        TextEntry.createTextEntry(
            builder, builder.createString(plugin), builder.createString(configJson));
    int entries = io.github.api7.A6.PrepareConf.Req.createConfVector(builder, new int[] {entry});
    builder.finish(io.github.api7.A6.PrepareConf.Req.createReq(builder, entries, key));
    send(PREPARE_CONF, builder.sizedByteArray());
  }

  @Override
  void ask(int token) throws IOException {
    if (request.length == 0) {
      request = request(token);
    }
    send(HTTP_REQ_CALL, request);
  }

  private static byte[] request(int token) {
    FlatBufferBuilder builder = new FlatBufferBuilder();
    int[] entries =
        HEADERS.entrySet().stream()
            .mapToInt(header ->
                TextEntry.createTextEntry(
                    builder,
                    builder.createString(header.getKey()),
                    builder.createString(header.getValue())))
            .toArray();
    int source = Req.createSrcIpVector(builder, new byte[] {10, 0, 0, 7});
    int path = builder.createString("/v1/chat/completions");
    int headers = Req.createHeadersVector(builder, entries);
    long unsigned = Integer.toUnsignedLong(token);
    builder.finish(Req.createReq(builder, 1, source, Method.POST, path, 0, headers, unsigned));
    return builder.sizedByteArray();
  }

  private static byte[] variable(String value) {
    FlatBufferBuilder builder = new FlatBufferBuilder();
    int result =
        io.github.api7.A6.ExtraInfo.Resp.createResultVector(builder, value.getBytes(UTF_8));
    builder.finish(io.github.api7.A6.ExtraInfo.Resp.createResp(builder, result));
    return builder.sizedByteArray();
  }

  @Override
  int length(int head) {
    return head & LENGTH_MASK;
  }

  @Override
  void take(int head, ByteBuffer payload) throws IOException {
    switch (head >>> LENGTH_BITS) {
      case PREPARE_CONF -> prepared((int) Resp.getRootAsResp(payload).confToken());
      case EXTRA_INFO -> send(EXTRA_INFO, answer(payload));
      case HTTP_REQ_CALL -> {
        var answer = io.github.api7.A6.HTTPReqCall.Resp.getRootAsResp(payload);
        if (answer.actionType() == Action.Stop) {
          denied();
        } else {
          ended();
        }
      }
      default -> throw new IOException("the runner sent a frame of type " + (head >>> LENGTH_BITS));
    }
  }

  private static byte[] answer(ByteBuffer question) throws IOException {
    var asked = io.github.api7.A6.ExtraInfo.Req.getRootAsReq(question);
    if (asked.infoType() == Info.Var && asked.info(new Var()) instanceof Var named) {
      byte[] value = VARIABLES.get(named.name());
      if (value != null) {
        return value;
      }
    }
    throw new IOException("the runner asked for what no worker here knows");
  }

  private void send(int type, byte[] payload) throws IOException {
    out.putInt(type << LENGTH_BITS | payload.length).put(payload);
    flush();
  }
}
