package dev.keyway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.scripted.Answer;
import dev.keyway.scripted.Header;
import dev.keyway.scripted.Move;
import dev.keyway.scripted.Point;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where an answer begins and ends on the wire of HTTP/1.1, and what is none of it. */
class AnswerBoundaryTest {

  private static final String SHORT =
      "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{\"a\":\"b\"}";
  private static final String FORGED =
      "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 13\r\n\r\n{\"a\":\"forged\"}";

  /** These bytes, and nothing else; the connection stays open. */
  private static Answer raw(String bytes) {
    return Answer.ok("x")
        .at(Point.beforeHead(), new Move.Say(bytes))
        .stallingAt(Point.beforeHead());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        FORGED,
        "HTTP/1.1 200 OK\r\ncontent-le",
        "forged",
        "\r\nforged\r\n",
        "HTTP/1.1 100 Continue\r\n\r\n",
        "0\r\n\r\n"
      })
  void what_stands_behind_an_answer_is_not_the_next_ones(String behind) throws Exception {
    try (RelayStage stage = RelayStage.plain();
        Wire wire = stage.wire()) {
      stage.first.answer(raw(SHORT + behind), Answer.ok("Honest"));

      assertThat(wire.chat(Client.HELLO).readAnswer()).endsWith("{\"a\":\"b\"}");
      assertThat(wire.chat(Client.HELLO).readAnswer()).contains("Honest").doesNotContain("forged");

      assertThat(stage.story()).isEqualTo("first/1 success");
      assertThat(stage.story()).isEqualTo("first/1 success");
      assertThat(stage.first.connections()).isEqualTo(2);
    }
  }

  @Test
  void what_comes_while_a_connection_is_idle_closes_it() throws Exception {
    try (RelayStage stage = RelayStage.plain();
        Wire wire = stage.wire()) {
      stage.first.answer(
          Answer.ok("One").at(Point.afterEnd(), new Move.Say(FORGED)), Answer.ok("Honest"));
      wire.chat(Client.HELLO).readAnswer();
      stage.first.awaitOpenConnections(0, RelayStage.SOON);

      assertThat(wire.chat(Client.HELLO).readAnswer()).contains("Honest");
    }
  }

  @Test
  void line_breaks_behind_an_answer_do_no_harm() throws Exception {
    try (RelayStage stage = RelayStage.plain();
        Wire wire = stage.wire()) {
      stage.first.answer(
          Answer.ok("One").at(Point.afterEnd(), new Move.Say("\r\n")), Answer.ok("Two"));
      wire.chat(Client.HELLO).readAnswer();

      assertThat(wire.chat(Client.HELLO).readAnswer()).contains("Two");
      assertThat(stage.first.connections()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 102, 103, 199})
  void interim_answers_are_passed_over(int status) throws Exception {
    try (RelayStage stage = RelayStage.plain();
        Wire wire = stage.wire()) {
      Header hint = new Header("link", "</a.css>; rel=preload");
      stage.first.always(Answer.ok("Real").informing(status, hint).informing(status));

      for (int i = 0; i < 2; i++) {
        assertThat(wire.chat(Client.HELLO).readAnswer())
            .startsWith("HTTP/1.1 200 OK")
            .contains("Real")
            .doesNotContain("a.css");
        assertThat(stage.story()).isEqualTo("first/1 success");
      }
      assertThat(stage.first.connections()).isEqualTo(1);
    }
  }

  @Test
  void endless_interim_answers_fail_over() throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      Answer endless = Answer.ok("x").stallingAt(Point.beforeHead());
      for (int i = 0; i <= AnswerCodec.MOST_INTERIM_ANSWERS; i++) {
        endless = endless.informing(102);
      }
      stage.first.always(endless);

      assertThat(stage.chat().statusCode()).isEqualTo(200);
      assertThat(stage.story()).isEqualTo("first/1 provider (reset), second/1 success");
    }
  }

  @Test
  void protocol_nobody_asked_for_fails_over_and_its_connection_is_not_kept() throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      stage.first.always(
          raw("HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n"));

      assertThat(stage.chat().statusCode()).isEqualTo(200);
      assertThat(stage.story()).isEqualTo("first/1 provider (status_101), second/1 success");
      stage.first.awaitOpenConnections(0, RelayStage.SOON);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 304})
  void body_where_there_can_be_none_is_not_the_next_ones(int status) throws Exception {
    try (RelayStage stage = RelayStage.plain();
        Wire wire = stage.wire()) {
      stage.first.answer(
          raw("HTTP/1.1 %d No\r\ncontent-length: 6\r\n\r\nforged".formatted(status)),
          Answer.ok("Honest"));

      wire.chat(Client.HELLO);
      assertThat(wire.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 " + status);
      assertThat(wire.chat(Client.HELLO).readAnswer()).contains("Honest");
      assertThat(stage.first.connections()).isEqualTo(2);
    }
  }
}
