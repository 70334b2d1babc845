package dev.keyway.scripted;

import static dev.keyway.scripted.Client.HELLO;
import static dev.keyway.scripted.Client.HELLO_STREAMED;
import static dev.keyway.scripted.Client.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers that take their time. */
class WaitTest {

  private final ScriptedProvider provider = ScriptedProvider.start();
  private final Gate gate = new Gate();

  @AfterEach
  void close() {
    provider.close();
  }

  @Test
  void gateBeforeContent_onlyTheRoleComesBefore() throws Exception {
    provider.answer(Answer.ok("one").waitingAt(Point.beforeContent(), gate));

    try (Wire wire = new Wire(provider).chat(HELLO_STREAMED)) {
      gate.awaitReached(SOON);
      assertThat(wire.readUntil("\n\n\r\n")).contains("\"role\":\"assistant\"");
      assertThat(provider.completed()).isEmpty();
      gate.open();
      assertThat(wire.readUntil("0\r\n\r\n")).contains("\"one\"", "[DONE]");
    }
  }

  @Test
  void gateBeforeContentOfMessages_startAndPingComeBefore() throws Exception {
    provider.answer(Answer.ok("one").waitingAt(Point.beforeContent(), gate));

    try (Wire wire = new Wire(provider)) {
      wire.send(Wire.head(HELLO_STREAMED.length()).replace(Client.CHAT, "/v1/messages"));
      wire.send(HELLO_STREAMED);
      gate.awaitReached(SOON);
      assertThat(wire.readUntil("content_block_start\"").contains("event: ping")).isTrue();
      gate.open();
      assertThat(wire.readUntil("0\r\n\r\n")).contains("content_block_delta");
    }
  }

  @Test
  void severalGates_oneAfterAnother() throws Exception {
    Gate second = new Gate();
    provider.answer(
        Answer.ok("one", "two")
            .waitingAt(Point.afterHead(), gate)
            .waitingAt(Point.afterContent(1), second));

    try (Wire wire = new Wire(provider).chat(HELLO_STREAMED)) {
      assertThat(wire.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 200");
      gate.open();
      second.awaitReached(SOON);
      assertThat(wire.readUntil("\"one\"")).doesNotContain("two");
      second.open();
      assertThat(wire.readUntil("0\r\n\r\n")).contains("\"two\"");
    }
  }

  @Test
  void openGate_holdsNobody() throws Exception {
    gate.open();
    provider.always(Answer.ok("one").waitingAt(Point.beforeHead(), gate));

    assertThat(Client.chat(provider).body()).contains("\"one\"");
    assertThat(Client.chat(provider).body()).contains("\"one\"");
  }

  @Test
  void stall_nothingMoreUntilTheProviderCloses() throws Exception {
    provider.answer(Answer.of(200, "text/plain", "0123456789").stallingAt(Point.inBody()));

    try (Wire wire = new Wire(provider).chat(HELLO)) {
      assertThat(wire.readUntil("\r\n\r\n01234")).isNotEmpty();
      provider.close();
      assertThat(wire.readToEnd()).isEmpty();
    }
    assertThat(provider.cancelled()).isEmpty();
  }

  @Test
  void trickle_allOfItPieceByPiece() throws Exception {
    provider.answer(
        Answer.of(200, "text/plain", "0123456789")
            .framed(Framing.CHUNKED)
            .trickling(4, Duration.ofMillis(1)));

    try (Wire wire = new Wire(provider).chat(HELLO)) {
      assertThat(wire.readUntil("0\r\n\r\n"))
          .endsWith("\r\n\r\n4\r\n0123\r\n4\r\n4567\r\n2\r\n89\r\n0\r\n\r\n");
    }
  }

  @Test
  void trickleOfManyPieces_costsNoMoreThanItsLength() throws Exception {
    provider.answer(Answer.of(200, "text/plain", "x".repeat(10_000)).trickling(1, Duration.ZERO));

    try (Wire wire = new Wire(provider).chat(HELLO)) {
      assertThat(wire.readUntil("\r\n\r\n" + "x".repeat(10_000))).isNotEmpty();
    }
  }

  @Test
  void pause_theRestComesByItself() throws Exception {
    provider.answer(Answer.ok("one").pausingAt(Point.beforeHead(), Duration.ofMillis(1)));

    assertThat(Client.chat(provider).body()).contains("\"one\"");
  }

  @Test
  void gateNobodyReaches_saysSo() {
    assertThatIllegalStateException()
        .isThrownBy(() -> gate.awaitReached(Duration.ofMillis(1)))
        .withMessage("no answer reached the gate within PT0.001S");
  }
}
