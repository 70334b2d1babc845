package dev.keyway.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.record.DecisionRecord.Ending;
import dev.keyway.scripted.Answer;
import dev.keyway.scripted.Gate;
import dev.keyway.scripted.Point;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ShutdownTest {

  @Test
  void live_stream_finishes_while_new_connections_are_refused() throws Exception {
    Gate gate = new Gate();
    try (RelayStage stage = RelayStage.plain();
        Wire wire = stage.wire()) {
      stage.first.always(Answer.ok("One", "Two").waitingAt(Point.afterContent(1), gate));
      wire.chat(Client.HELLO_STREAMED);
      wire.readUntil("One");

      CompletableFuture<Void> down =
          CompletableFuture.runAsync(() -> stage.relay().shutdown(RelayStage.SOON));
      Client.await(() -> refused(stage));
      assertThat(down).isNotDone();
      gate.open();

      assertThat(wire.readToEnd()).contains("Two").contains("[DONE]");
      assertThat(stage.record().ending()).isEqualTo(Ending.COMPLETE);
      down.get();
    }
  }

  @Test
  void answer_under_way_finishes_on_a_connection_that_would_be_kept() throws Exception {
    Gate gate = new Gate();
    try (RelayStage stage = RelayStage.plain();
        Wire idle = stage.wire();
        Wire wire = stage.wire()) {
      idle.chat(Client.HELLO).readAnswer();
      stage.first.always(Answer.ok("Hello").waitingAt(Point.beforeHead(), gate));
      wire.chat(Client.HELLO);
      gate.awaitReached(RelayStage.SOON);

      CompletableFuture<Void> down =
          CompletableFuture.runAsync(() -> stage.relay().shutdown(RelayStage.SOON));
      assertThat(idle.readToEnd()).isEmpty();
      gate.open();

      assertThat(wire.readToEnd()).startsWith("HTTP/1.1 200 OK").contains("Hello");
      down.get();
    }
  }

  @Test
  void what_exceeds_the_grace_is_cut() throws Exception {
    Gate gate = new Gate();
    try (RelayStage stage = RelayStage.plain();
        Wire wire = stage.wire()) {
      stage.first.always(Answer.ok("One", "Two").waitingAt(Point.afterContent(1), gate));
      wire.chat(Client.HELLO_STREAMED);
      wire.readUntil("One");

      stage.relay().shutdown(Duration.ofMillis(50));

      assertThat(wire.readToEnd()).doesNotContain("[DONE]");
      stage.first.awaitCancelled(1, RelayStage.SOON);
      assertThat(stage.record().ending()).isEqualTo(Ending.CLIENT_LEFT);
    }
  }

  @Test
  void start_says_which_address_is_taken() throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      assertThatThrownBy(() -> RelayStage.of(made -> made.withProviders().port(stage.port())))
          .isInstanceOf(RelayStartException.class)
          .hasMessageContaining("127.0.0.1:" + stage.port());
    }
  }

  private static boolean refused(RelayStage stage) throws Exception {
    try {
      stage.wire().close();
      return false;
    } catch (ConnectException refused) {
      return true;
    }
  }
}
