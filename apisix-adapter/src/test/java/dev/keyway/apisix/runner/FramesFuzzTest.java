package dev.keyway.apisix.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.keyway.socket.UnixSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/** Whatever bytes come on a connection, it ends with them, and the others don't notice. */
class FramesFuzzTest {

  private static final Path SOCKET = serve();

  private static Path serve() {
    try {
      Path socket = Files.createTempDirectory("apisix").resolve("apisix.sock");
      var unused =
          RunnerServer.start(
              new UnixSocket(socket, PosixFilePermissions.fromString("rw-------"), null),
              List.of(new Reading()));
      return socket;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads all there is of a request. */
  private static final class Reading implements A6Plugin {

    @Override
    public String name() {
      return "told";
    }

    @Override
    public A6Filter prepare(ConfKey key, List<String> values) {
      return request -> {
        String read =
            request.method() + request.path() + request.source() + request.arguments().size();
        return Rewrite.headers(
            new Entry("x-read", Integer.toString(read.length() + request.headers().size())),
            new Entry("x-route", request.variables("route_id").getFirst() == null ? "0" : "1"));
      };
    }
  }

  @FuzzTest(maxDuration = "20s")
  void bytes_that_are_no_frames_end_their_own_connection(FuzzedDataProvider data)
      throws IOException {
    try (Worker worker = Worker.at(SOCKET)) {
      drain(worker, data.consumeRemainingAsBytes());
    }
    requireWell();
  }

  @FuzzTest(maxDuration = "20s")
  void messages_that_are_no_flatbuffers_are_bad_requests(FuzzedDataProvider data)
      throws IOException {
    try (Worker worker = Worker.at(SOCKET)) {
      worker.send(data.consumeInt(0, 4), data.consumeRemainingAsBytes());
      drain(worker);
    }
    requireWell();
  }

  /** A call of which some bytes are others. */
  @FuzzTest(maxDuration = "20s")
  void calls_that_lead_astray_are_bad_requests(FuzzedDataProvider data) throws IOException {
    try (Worker worker = Worker.at(SOCKET)) {
      byte[] call =
          Worker.call(worker.token("told", ""), "/v1/chat", List.of(new Entry("x-a", "b")));
      while (data.remainingBytes() > 0) {
        call[data.consumeInt(0, call.length - 1)] = data.consumeByte();
      }
      worker.send(Frames.HTTP_REQ_CALL, call);
      drain(worker);
    }
    requireWell();
  }

  @FuzzTest(maxDuration = "20s")
  void bytes_that_are_no_variables_end_their_own_connection(FuzzedDataProvider data)
      throws IOException {
    try (Worker worker = Worker.at(SOCKET)) {
      worker.sendCall(worker.token("told", ""));
      drain(worker, data.consumeRemainingAsBytes());
    }
    requireWell();
  }

  /** Sends them as the last there is; what the server still says must end, in whole frames. */
  private static void drain(Worker worker, byte... last) throws IOException {
    try {
      worker.sendRaw(last);
      worker.channel().shutdownOutput();
      while (worker.receive() != null) {}
    } catch (IOException closed) {
      // The server was quicker: it closed with bytes unread.
    }
  }

  private static void requireWell() throws IOException {
    try (Worker worker = Worker.at(SOCKET)) {
      assertThat(worker.ask(worker.token("told", ""), Map.of("route_id", "r")).headers())
          .hasSize(2);
    }
  }
}
