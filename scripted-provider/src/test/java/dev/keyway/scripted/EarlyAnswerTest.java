package dev.keyway.scripted;

import static dev.keyway.scripted.Client.HELLO;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers that don't wait for the request's body. */
class EarlyAnswerTest {

  private final ScriptedProvider provider = ScriptedProvider.start();

  @AfterEach
  void close() {
    provider.close();
  }

  @Test
  void beforeBody_answeredThenTheBodyIsReadAndTheConnectionGoesOn() throws Exception {
    provider.answer(Anthropic.requestTooLarge().starting(Start.BEFORE_BODY));

    try (Wire wire = new Wire(provider).send(Wire.head(10))) {
      assertThat(wire.readUntil("}}")).startsWith("HTTP/1.1 413");
      wire.send("0123456789").chat(HELLO);
      assertThat(wire.readUntil("}}")).startsWith("HTTP/1.1 200");
    }
    assertThat(provider.received()).extracting(Received::text).containsExactly("", HELLO);
    assertThat(provider.connections()).isEqualTo(1);
  }

  @Test
  void withoutReading_theBodyWaitsUntilTheAnswerIsComplete() throws Exception {
    Gate gate = new Gate();
    provider.answer(
        Anthropic.requestTooLarge()
            .starting(Start.WITHOUT_READING)
            .waitingAt(Point.beforeTerminator(), gate));

    try (Wire wire = new Wire(provider).send(Wire.head(4 << 20))) {
      assertThat(wire.readUntil("}}")).startsWith("HTTP/1.1 413");
      gate.awaitReached(Client.SOON);
      assertThat(provider.completed()).isEmpty();
      gate.open();
      wire.send("x".repeat(4 << 20)).chat(HELLO);
      assertThat(wire.readUntil("}}")).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void expectContinue_inviteUnlessTheAnswerIsEarly() throws Exception {
    try (Wire wire = new Wire(provider)) {
      wire.send(Wire.head(HELLO.length(), "expect: 100-continue\r\n"));
      assertThat(wire.readUntil("\r\n\r\n")).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
      assertThat(wire.send(HELLO).readUntil("}}")).startsWith("HTTP/1.1 200");
    }

    provider.answer(OpenAi.invalidKey().starting(Start.BEFORE_BODY));
    try (Wire wire = new Wire(provider)) {
      wire.send(Wire.head(HELLO.length(), "expect: 100-continue\r\n"));
      assertThat(wire.readUntil("}}")).startsWith("HTTP/1.1 401");
    }
  }

  @Test
  void aLaterScriptedAnswerThatIsEarly_doesNotOvertake() throws Exception {
    provider.answer(Answer.ok("first"), OpenAi.invalidKey().starting(Start.BEFORE_BODY));

    try (Wire wire = new Wire(provider)) {
      assertThat(wire.chat(HELLO).readUntil("}}}")).contains("first");
      assertThat(wire.chat(HELLO).readUntil("}}")).startsWith("HTTP/1.1 401");
    }
  }
}
