package dev.keyway.server.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.flatbuffers.FlatBufferBuilder;
import com.google.flatbuffers.Table;
import dev.keyway.scripted.ScriptedProvider;
import io.github.api7.A6.ExtraInfo.Var;
import io.github.api7.A6.HTTPReqCall.Action;
import io.github.api7.A6.HTTPReqCall.Req;
import io.github.api7.A6.HTTPReqCall.Resp;
import io.github.api7.A6.HTTPReqCall.Rewrite;
import io.github.api7.A6.HTTPReqCall.Stop;
import io.github.api7.A6.Method;
import io.github.api7.A6.TextEntry;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A daemon that APISIX asks, and whose relay believes what it was told there. */
@Timeout(60)
class ApisixGatewayTest {

  private static final int PREPARE_CONF = 1;
  private static final int HTTP_REQ_CALL = 2;
  private static final int EXTRA_INFO = 3;

  private static final Map<String, String> RITA = Map.of("consumer_name", "rita", "route_id", "r1");

  @TempDir private Path folder;
  private final ScriptedProvider openAi = ScriptedProvider.start("openai");

  @BeforeEach
  void writePolicy() throws IOException {
    Files.writeString(
        folder.resolve("chat.yaml"), "providers: [{id: openai, api_keys: [{value: sk-1}]}]\n");
  }

  @AfterEach
  void stopProvider() {
    openAi.close();
  }

  private TestDaemon start() throws StartException {
    return start("[anonymous]");
  }

  private TestDaemon start(String anonymous) throws StartException {
    return TestDaemon.start(
        folder,
        """
        policies: {chat: chat.yaml}
        listeners: [{kind: gateway, address: 127.0.0.1:0}]
        gateways: {apisix: {socket: apisix.sock, mode: "0666", anonymous_consumers: %s}}
        providers: {openai: {base_url: "%s"}}
        """
            .formatted(anonymous, openAi.baseUrl()),
        Map.of());
  }

  @Test
  void requestThatApisixAskedAbout_isServed_andOthersAreRefused() throws Exception {
    try (TestDaemon keyway = start();
        Apisix apisix = Apisix.at(folder.resolve("apisix.sock"))) {
      Rewrite rewrite =
          (Rewrite) apisix.ask(apisix.prepare("{\"policy\":\"chat\"}"), RITA, new Rewrite());

      assertThat(rewrite.headersLength()).isEqualTo(1);
      TextEntry header = rewrite.headers(0);
      HttpResponse<String> stamped =
          send(keyway, keyway.request(0).header(header.name(), header.value()));
      assertThat(stamped.statusCode()).isEqualTo(200);
      assertThat(send(keyway, keyway.request(0)).statusCode()).isEqualTo(401);
      assertThat(keyway.output().await(1).get("route").asText()).isEqualTo("r1");
      assertThat(openAi.received()).hasSize(1);
    }
  }

  @Test
  void clientWhomApisixDoesNotKnow_isRefusedByThePolicy() throws Exception {
    try (TestDaemon keyway = start();
        Apisix apisix = Apisix.at(folder.resolve("apisix.sock"))) {
      Rewrite rewrite =
          (Rewrite) apisix.ask(apisix.prepare("{\"policy\":\"chat\"}"), Map.of(), new Rewrite());
      TextEntry header = rewrite.headers(0);

      HttpResponse<String> answer =
          send(keyway, keyway.request(0).header(header.name(), header.value()));

      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(openAi.received()).isEmpty();
    }
  }

  @Test
  void consumerThatStandsForNobody_isRefusedByThePolicy() throws Exception {
    try (TestDaemon keyway = start("[rita]");
        Apisix apisix = Apisix.at(folder.resolve("apisix.sock"))) {
      Rewrite rewrite =
          (Rewrite) apisix.ask(apisix.prepare("{\"policy\":\"chat\"}"), RITA, new Rewrite());
      TextEntry header = rewrite.headers(0);

      HttpResponse<String> answer =
          send(keyway, keyway.request(0).header(header.name(), header.value()));

      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(openAi.received()).isEmpty();
    }
  }

  @Test
  void routeWithoutPolicy_isStoppedInApisix() throws Exception {
    try (TestDaemon keyway = start();
        Apisix apisix = Apisix.at(folder.resolve("apisix.sock"))) {
      Stop stop = (Stop) apisix.ask(apisix.prepare("{}"), RITA, new Stop());

      assertThat(stop.status()).isEqualTo(500);
      assertThat(UTF_8.decode(stop.bodyAsByteBuffer()).toString()).contains("names no policy");
      assertThat(keyway.output().await(1).get("route").asText()).isEqualTo("r1");
    }
  }

  @Test
  void socket_letsInWhomItsModeSays_andGoesWithTheDaemon() throws Exception {
    Path socket = folder.resolve("apisix.sock");
    TestDaemon keyway = start();

    assertThat(Files.getPosixFilePermissions(socket))
        .isEqualTo(PosixFilePermissions.fromString("rw-rw-rw-"));
    keyway.close();
    assertThat(socket).doesNotExist();
  }

  private static HttpResponse<String> send(TestDaemon keyway, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return keyway
        .client()
        .send(
            request.POST(BodyPublishers.ofString(TestDaemon.CHAT)).build(),
            BodyHandlers.ofString());
  }

  /** A connection of APISIX's. */
  private record Apisix(SocketChannel channel) implements AutoCloseable {

    static Apisix at(Path socket) throws IOException {
      SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      channel.connect(UnixDomainSocketAddress.of(socket));
      return new Apisix(channel);
    }

    long prepare(String value) throws IOException {
      FlatBufferBuilder builder = new FlatBufferBuilder();
      int entry =
          TextEntry.createTextEntry(
              builder, builder.createString("keyway"), builder.createString(value));
      int conf = io.github.api7.A6.PrepareConf.Req.createConfVector(builder, new int[] {entry});
      int key = builder.createString("route#r1#ext-plugin-post-req#1");
      builder.finish(io.github.api7.A6.PrepareConf.Req.createReq(builder, conf, key));
      send(PREPARE_CONF, builder);
      return io.github.api7.A6.PrepareConf.Resp.getRootAsResp(receive(PREPARE_CONF)).confToken();
    }

    /** What becomes of a request, read into {@code action}. */
    Table ask(long token, Map<String, String> variables, Table action) throws IOException {
      FlatBufferBuilder builder = new FlatBufferBuilder();
      int source = Req.createSrcIpVector(builder, new byte[] {127, 0, 0, 1});
      int path = builder.createString("/v1/chat/completions");
      builder.finish(Req.createReq(builder, 1, source, Method.POST, path, 0, 0, token));
      send(HTTP_REQ_CALL, builder);
      while (true) {
        ByteBuffer head = read(4);
        int typeAndLength = head.getInt();
        ByteBuffer payload = read(typeAndLength & 0xffffff);
        if (typeAndLength >>> 24 == HTTP_REQ_CALL) {
          Resp answer = Resp.getRootAsResp(payload);
          assertThat(answer.actionType()).isNotEqualTo(Action.NONE);
          return answer.action(action);
        }
        answer(payload, variables);
      }
    }

    private void answer(ByteBuffer question, Map<String, String> variables) throws IOException {
      Var variable = new Var();
      io.github.api7.A6.ExtraInfo.Req.getRootAsReq(question).info(variable);
      String value = variables.get(variable.name());
      FlatBufferBuilder builder = new FlatBufferBuilder();
      int result =
          value == null
              ? 0
              : io.github.api7.A6.ExtraInfo.Resp.createResultVector(builder, value.getBytes(UTF_8));
      builder.finish(io.github.api7.A6.ExtraInfo.Resp.createResp(builder, result));
      send(EXTRA_INFO, builder);
    }

    private void send(int type, FlatBufferBuilder message) throws IOException {
      ByteBuffer payload = message.dataBuffer();
      ByteBuffer frame =
          ByteBuffer.allocate(4 + payload.remaining())
              .putInt(type << 24 | payload.remaining())
              .put(payload)
              .flip();
      while (frame.hasRemaining()) {
        channel.write(frame);
      }
    }

    private ByteBuffer receive(int type) throws IOException {
      int typeAndLength = read(4).getInt();
      assertThat(typeAndLength >>> 24).isEqualTo(type);
      return read(typeAndLength & 0xffffff);
    }

    private ByteBuffer read(int bytes) throws IOException {
      ByteBuffer into = ByteBuffer.allocate(bytes);
      while (into.hasRemaining()) {
        assertThat(channel.read(into)).isNotNegative();
      }
      return into.flip();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
