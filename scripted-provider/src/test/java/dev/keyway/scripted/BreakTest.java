package dev.keyway.scripted;

import static dev.keyway.scripted.Client.HELLO;
import static dev.keyway.scripted.Client.HELLO_STREAMED;
import static dev.keyway.scripted.Client.chat;
import static dev.keyway.scripted.Client.chatStreamed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.SocketException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers that break off, seen from a bare socket, and what an ordinary client makes of them. */
class BreakTest {

  private static final Answer ANSWER = Answer.ok("one", "two");

  private final ScriptedProvider provider = ScriptedProvider.start();

  @AfterEach
  void close() {
    provider.close();
  }

  @Test
  void resetBeforeHead_aResetAndNothingElse() throws Exception {
    provider.answer(ANSWER.resettingAt(Point.beforeHead()));

    try (Wire wire = new Wire(provider).chat(HELLO)) {
      assertReset(wire);
    }
  }

  @Test
  void reset_notTakenForACancellation() throws Exception {
    provider.answer(ANSWER.resettingAt(Point.inBody()));

    try (Wire wire = new Wire(provider).chat(HELLO)) {
      assertThat(wire.readUntil("\r\n\r\n")).isNotEmpty();
      assertReset(wire);
    }
    provider.awaitOpenConnections(0, Client.SOON);
    assertThat(provider.cancelled()).isEmpty();
  }

  @Test
  void resetInHead_aResetAfterHalfAHead() throws Exception {
    provider.answer(ANSWER.resettingAt(Point.inHead()));

    try (Wire wire = new Wire(provider).chat(HELLO)) {
      assertThat(wire.readUntil("HTTP/1.1 200 OK\r\n")).isNotEmpty();
      assertReset(wire);
    }
  }

  @Test
  void resetAfterContent_whatWasSaidComesFirst() throws Exception {
    provider.answer(ANSWER.resettingAt(Point.afterContent(1)));

    try (Wire wire = new Wire(provider).chat(HELLO_STREAMED)) {
      assertThat(wire.readUntil("\"one\"")).contains("\"role\":\"assistant\"");
      assertReset(wire);
    }
  }

  @Test
  void closedBeforeHead_cleanEndOfNothing() throws Exception {
    provider.answer(ANSWER.closingAt(Point.beforeHead()));

    try (Wire wire = new Wire(provider).chat(HELLO)) {
      assertThat(wire.readToEnd()).isEmpty();
    }
  }

  @Test
  void closedInHead_cleanEndOfHalfAHead() throws Exception {
    provider.answer(ANSWER.closingAt(Point.inHead()));

    try (Wire wire = new Wire(provider).chat(HELLO)) {
      assertThat(wire.readToEnd()).startsWith("HTTP/1.1 200 OK\r\n").doesNotContain("\r\n\r\n");
    }
  }

  @Test
  void closedAfterHead_wholeHeadWithoutBody() throws Exception {
    provider.answer(ANSWER.closingAt(Point.afterHead()));

    try (Wire wire = new Wire(provider).chat(HELLO)) {
      assertThat(wire.readToEnd()).contains("content-length: ").endsWith("\r\n\r\n");
    }
  }

  @Test
  void closedAfterPieces_countsEveryEvent() throws Exception {
    provider.answer(
        Answer.events(Sse.comment("a"), Sse.data("b"), Sse.data("c"))
            .closingAt(Point.afterPieces(2)));

    try (Wire wire = new Wire(provider).chat(HELLO)) {
      assertThat(wire.readToEnd()).endsWith("\r\n\r\n5\r\n: a\n\n\r\n9\r\ndata: b\n\n\r\n");
    }
  }

  @Test
  void closedInsideAnEvent_chunkIsWholeEventIsNot() throws Exception {
    provider.answer(Answer.events(Sse.data("b")).closingAt(Point.afterBytes(4)));

    try (Wire wire = new Wire(provider).chat(HELLO)) {
      assertThat(wire.readToEnd()).endsWith("\r\n\r\n4\r\ndata\r\n");
    }
  }

  @Test
  void closedBeforeTerminator_everyEventButNoLastChunk() throws Exception {
    provider.answer(ANSWER.closingAt(Point.beforeTerminator()));

    try (Wire wire = new Wire(provider).chat(HELLO_STREAMED)) {
      assertThat(wire.readToEnd()).endsWith("data: [DONE]\n\n\r\n");
    }
  }

  @Test
  void brokenStream_ordinaryClientFails() {
    provider.answer(ANSWER.closingAt(Point.afterContent(1)));

    assertThatIOException().isThrownBy(() -> chatStreamed(provider));
  }

  @Test
  void truncated_shorterThanItsLength() throws Exception {
    provider.answer(Answer.of(200, "text/plain", "0123456789").truncated());

    try (Wire wire = new Wire(provider).chat(HELLO)) {
      assertThat(wire.readToEnd()).contains("content-length: 10\r\n").endsWith("\r\n\r\n01234");
    }
  }

  @Test
  void truncated_ordinaryClientFails() {
    provider.answer(ANSWER.truncated());

    assertThatIOException().isThrownBy(() -> chat(provider));
  }

  @Test
  void garbage_noHttpAtAll() throws Exception {
    provider.answer(Answer.garbage("SSH-2.0-OpenSSH_9.9\r\n"));

    try (Wire wire = new Wire(provider).chat(HELLO)) {
      assertThat(wire.readToEnd()).isEqualTo("SSH-2.0-OpenSSH_9.9\r\n");
    }
  }

  @Test
  void afterABreak_theNextConnectionIsAnswered() throws Exception {
    provider.answer(ANSWER.closingAt(Point.afterHead()));

    assertThatIOException().isThrownBy(() -> chat(provider));
    assertThat(chat(provider).statusCode()).isEqualTo(200);
    assertThat(provider.awaitCompleted(1, Client.SOON))
        .extracting(Received::number)
        .containsExactly(2);
    assertThat(provider.cancelled()).isEmpty();
  }

  private static void assertReset(Wire wire) {
    assertThatThrownBy(wire::readToEnd)
        .isInstanceOf(SocketException.class)
        .hasMessageContaining("reset");
  }
}
