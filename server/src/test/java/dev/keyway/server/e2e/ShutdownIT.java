package dev.keyway.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.scripted.Answer;
import dev.keyway.scripted.Gate;
import dev.keyway.scripted.Point;
import dev.keyway.server.e2e.Child.Finished;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the daemon ends. */
class ShutdownIT {

  @Test
  void aLiveStream_finishesAfterSigterm(@TempDir Path folder) {
    try (Stage stage = Stage.open(folder)) {
      Gate gate = new Gate();
      stage.openai().answer(Answer.ok("first", "last").waitingAt(Point.afterContent(1), gate));
      Ask ask = Ask.chat("gpt-4o").with(stage.accessKey()).streamed();
      try (Client.Reply reply = Client.CURL.send(stage.daemon().url(), ask)) {
        reply.lines().await(line -> line.contains("first"));
        stage.daemon().child().terminate();
        stage.daemon().child().err().await(line -> line.contains("stopping"));
        Deadline.await("a closed door", () -> isClosed(stage.daemon().url()));

        gate.open();
        assertThat(reply.text()).contains("last", "data: [DONE]");
        Finished ended = stage.daemon().child().awaitEnd();
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.out()).as("its record").contains("\"status\":\"success\"");
      }
    }
  }

  @Test
  void aSecondSignal_endsItAtOnce(@TempDir Path folder) {
    try (Stage stage = Stage.open(folder)) {
      stage.openai().answer(Answer.ok("first", "last").stallingAt(Point.afterContent(1)));
      Ask ask = Ask.chat("gpt-4o").with(stage.accessKey()).streamed();
      try (Client.Reply reply = Client.CURL.send(stage.daemon().url(), ask)) {
        reply.lines().await(line -> line.contains("first"));
        Child daemon = stage.daemon().child();
        daemon.terminate();
        daemon.err().await(line -> line.contains("stopping"));
        daemon.terminate();
        assertThat(daemon.awaitEnd().exitCode()).isEqualTo(128 + 15);
      }
    }
  }

  @Test
  void anIdleDaemon_endsAtOnce(@TempDir Path folder) {
    try (Stage stage = Stage.open(folder)) {
      assertThat(stage.daemon().terminate().exitCode()).isZero();
    }
  }

  private static boolean isClosed(URI url) {
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      return !socket.isConnected();
    } catch (IOException refused) {
      return true;
    }
  }
}
