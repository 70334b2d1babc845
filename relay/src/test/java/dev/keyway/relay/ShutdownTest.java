package dev.keyway.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.keyway.record.DecisionRecord.Ending;
import dev.keyway.scripted.Answer;
import dev.keyway.scripted.Gate;
import dev.keyway.scripted.Point;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class ShutdownTest {

  private static final int SMALL_BUFFER = 2048;
  private static final int PINGS = 50;

  /** From 10 000 that are not yet answered the library takes them for an attack. */
  private static final int MOST_PINGS = 5000;

  private static final long PAUSE_NANOS = 100_000;

  /** Well before anything that only a lost time-out would end. */
  private static final Duration BRISKLY = Duration.ofSeconds(15);

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
      wire.leave();
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
      idle.leave();
      gate.open();

      assertThat(wire.readToEnd()).startsWith("HTTP/1.1 200 OK").contains("Hello");
      wire.leave();
      down.get();
    }
  }

  @RepeatedTest(10)
  void http2_stream_reaches_whole_who_reads_slowly_and_sends_meanwhile() throws Exception {
    Gate gate = new Gate();
    try (RelayStage stage = RelayStage.plain();
        Frames client = new Frames(stage.port(), SMALL_BUFFER)) {
      String tail = "tail ".repeat(10_000);
      stage.first.always(Answer.ok("One", tail, "Two").waitingAt(Point.afterContent(1), gate));
      client.post("x-even", "value");
      client.body(Client.HELLO_STREAMED);
      client.readData("One");

      CompletableFuture<Void> down =
          CompletableFuture.runAsync(() -> stage.relay().shutdown(RelayStage.SOON));
      Client.await(() -> refused(stage));
      try (Pinging pinging = new Pinging(client)) {
        gate.open();
        assertThat(stage.record().ending()).isEqualTo(Ending.COMPLETE);
        pinging.awaitMore(PINGS);
        assertThat(client.readData("")).contains("Two").contains("[DONE]");
      }
      client.leave();
      down.get();
    }
  }

  @Test
  void http2_client_that_takes_nothing_does_not_hold_up_the_end() throws Exception {
    try (RelayStage stage = RelayStage.plain();
        Frames client = new Frames(stage.port(), SMALL_BUFFER)) {
      stage.first.always(Answer.ok("One", "tail ".repeat(1_000_000)));
      client.post("x-even", "value");
      client.body(Client.HELLO_STREAMED);
      client.readData("One");

      assertTimeout(BRISKLY, () -> stage.relay().shutdown(Duration.ofMillis(50)));

      assertThat(stage.record().ending()).isEqualTo(Ending.CLIENT_LEFT);
    }
  }

  @Test
  void client_that_takes_nothing_does_not_hold_up_the_end() throws Exception {
    try (RelayStage stage = RelayStage.plain();
        Wire wire = new Wire(stage.port(), SMALL_BUFFER)) {
      stage.first.always(Answer.ok("One", "tail ".repeat(5_000_000)));
      wire.chat(Client.HELLO_STREAMED);
      wire.readUntil("One");

      assertTimeout(BRISKLY, () -> stage.relay().shutdown(Duration.ofMillis(50)));

      assertThat(stage.record().ending()).isEqualTo(Ending.CLIENT_LEFT);
    }
  }

  @Test
  void client_that_never_closes_its_side_is_waited_for_only_so_long() throws Exception {
    try (RelayStage stage = RelayStage.plain();
        Frames client = new Frames(stage.port())) {
      client.post("x-even", "value");
      client.body(Client.HELLO);
      client.readData("");

      assertTimeout(BRISKLY, () -> stage.relay().shutdown(RelayStage.SOON));
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

  /** A client that asks all the time whether somebody is there. */
  private static final class Pinging implements AutoCloseable {

    private final AtomicLong sent = new AtomicLong();
    private final AtomicBoolean over = new AtomicBoolean();

    Pinging(Frames client) {
      Thread.ofVirtual().start(() -> ping(client));
    }

    private void ping(Frames client) {
      try {
        while (!over.get() && sent.incrementAndGet() < MOST_PINGS) {
          client.ping();
          LockSupport.parkNanos(PAUSE_NANOS);
        }
      } catch (IOException closed) {
        over.set(true);
      }
    }

    void awaitMore(int number) throws Exception {
      long then = sent.get() + number;
      Client.await(() -> over.get() || sent.get() >= Math.min(then, MOST_PINGS));
    }

    @Override
    public void close() {
      over.set(true);
    }
  }

  private static boolean refused(RelayStage stage) throws Exception {
    try {
      stage.wire().close();
      return false;
    } catch (ConnectException refused) {
      return true;
    } catch (SocketException reset) {
      return false; // It waited in the queue of the socket that was just closed: not refused yet.
    }
  }
}
