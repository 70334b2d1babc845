package dev.keyway.scripted;

import static dev.keyway.scripted.Client.HELLO;
import static dev.keyway.scripted.Client.HELLO_STREAMED;
import static dev.keyway.scripted.Client.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.SocketException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens on the way, seen from a bare socket. */
class DeliveryTest {

  private final ScriptedProvider provider = ScriptedProvider.start();

  @AfterEach
  void close() {
    provider.close();
  }

  @Test
  void resetBeforeHead_clientSeesAReset() throws Exception {
    provider.answer(Answer.ok("Hello").resettingAt(Point.beforeHead()));

    try (Wire wire = new Wire(provider).chat(HELLO)) {
      assertThatThrownBy(wire::readToEnd)
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
    }
  }

  @Test
  void closedInHead_cleanEndAfterHalfAHead() throws Exception {
    provider.answer(Answer.ok("Hello").closingAt(Point.inHead()));

    try (Wire wire = new Wire(provider).chat(HELLO)) {
      assertThat(wire.readToEnd()).startsWith("HTTP/1.1 200 OK\r\n").doesNotContain("\r\n\r\n");
    }
  }

  @Test
  void closedAfterContent_streamWithoutTerminator() throws Exception {
    provider.answer(Answer.ok("one", "two").closingAt(Point.afterContent(1)));

    try (Wire wire = new Wire(provider).chat(HELLO_STREAMED)) {
      assertThat(wire.readToEnd())
          .contains("\"role\":\"assistant\"", "\"one\"")
          .doesNotContain("\"two\"", "0\r\n\r\n");
    }
  }

  @Test
  void waitingBeforeContent_onlyRoleComesUntilTheGateOpens() throws Exception {
    Gate gate = new Gate();
    provider.answer(Answer.ok("one").waitingAt(Point.beforeContent(), gate));

    try (Wire wire = new Wire(provider).chat(HELLO_STREAMED)) {
      assertThat(wire.readUntil("\n\n\r\n")).contains("\"role\":\"assistant\"");
      gate.awaitReached(SOON);
      gate.open();
      assertThat(wire.readUntil("0\r\n\r\n")).contains("\"one\"", "[DONE]");
    }
  }

  @Test
  void clientLeavesWhileItStalls_recordedAsCancelled() throws Exception {
    provider.answer(Answer.ok("one").stallingAt(Point.afterContent(1)));

    try (Wire wire = new Wire(provider).chat(HELLO_STREAMED)) {
      wire.readUntil("\"one\"");
    }

    assertThat(provider.awaitCancelled(1, SOON)).isEqualTo(provider.received());
  }
}
