package dev.keyway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.scripted.Answer;
import dev.keyway.scripted.Framing;
import dev.keyway.scripted.Gate;
import dev.keyway.scripted.OpenAi;
import dev.keyway.scripted.Point;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ConnectionsTest {

  @Test
  void both_sides_keep_their_connections() throws Exception {
    try (RelayStage stage = RelayStage.plain();
        Wire wire = stage.wire()) {
      for (int i = 0; i < 5; i++) {
        wire.chat(Client.HELLO);
        wire.readAnswer();
        wire.chat(Client.HELLO_STREAMED);
        wire.readUntil("0\r\n\r\n");
      }

      assertThat(stage.first.awaitCompleted(10, RelayStage.SOON)).hasSize(10);
      assertThat(stage.first.connections()).isEqualTo(1);
    }
  }

  @Test
  void connection_of_a_failed_attempt_is_used_again_when_its_answer_was_whole() throws Exception {
    try (RelayStage stage = RelayStage.plain();
        Wire wire = stage.wire()) {
      stage.first.answer(OpenAi.invalidParameter(), OpenAi.invalidParameter(), Answer.ok("x"));
      for (int i = 0; i < 3; i++) {
        wire.chat(Client.HELLO).readAnswer();
      }

      assertThat(stage.first.connections()).isEqualTo(1);
    }
  }

  @Test
  void connection_the_provider_closes_is_replaced() throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      stage.first.always(Answer.ok("x").closing());

      assertThat(stage.chat().statusCode()).isEqualTo(200);
      stage.first.awaitOpenConnections(0, RelayStage.SOON);
      assertThat(stage.chat().statusCode()).isEqualTo(200);
      assertThat(stage.first.connections()).isEqualTo(2);
    }
  }

  @Test
  void connection_the_provider_closes_while_it_is_idle_is_replaced() throws Exception {
    try (RelayStage stage = RelayStage.plain();
        Wire wire = stage.wire()) {
      stage.first.answer(Answer.ok("x").closingAt(Point.afterEnd()));
      wire.chat(Client.HELLO).readAnswer();
      stage.first.awaitOpenConnections(0, RelayStage.SOON);

      assertThat(stage.chat().body()).contains("first");
    }
  }

  @Test
  void requests_sent_without_waiting_are_answered_in_their_order() throws Exception {
    try (RelayStage stage = RelayStage.plain();
        Wire wire = stage.wire()) {
      Gate gate = new Gate();
      stage.first.answer(
          Answer.json(200, "{\"n\":\"one\"}").waitingAt(Point.beforeHead(), gate),
          Answer.json(200, "{\"n\":\"two\"}"),
          Answer.json(200, "{\"n\":\"three\"}"));

      wire.chat(Client.HELLO).chat(Client.HELLO).chat(Client.HELLO);
      gate.awaitReached(RelayStage.SOON);
      gate.open();

      assertThat(wire.readUntil("three")).containsSubsequence("one", "two", "three");
    }
  }

  @Test
  void http2_clients_are_served_in_clear_text() throws Exception {
    try (RelayStage stage = RelayStage.plain();
        HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
      List<HttpResponse<String>> answers = new ArrayList<>();
      for (String body : List.of(Client.HELLO, Client.HELLO_STREAMED, Client.HELLO)) {
        answers.add(http.send(Client.chat(stage, body).build(), BodyHandlers.ofString()));
      }

      assertThat(answers)
          .allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
          });
      assertThat(answers.get(1).body()).endsWith("data: [DONE]\n\n");
    }
  }

  @Test
  void http2_client_is_refused_without_the_headers_of_http1() throws Exception {
    try (RelayStage stage = RelayStage.of(made -> made.withProviders().limits(Limits.body(1000)));
        HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
      http.send(Client.chat(stage, Client.HELLO).build(), BodyHandlers.ofString());

      HttpResponse<String> answer =
          http.send(Client.chat(stage, "x".repeat(200_000)).build(), BodyHandlers.ofString());

      assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(answer.statusCode()).isEqualTo(413);
      assertThat(answer.headers().firstValue("connection")).isEmpty();
    }
  }

  @Test
  void http2_streams_do_not_wait_for_each_other() throws Exception {
    Gate gate = new Gate();
    try (RelayStage stage = RelayStage.plain();
        HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
      http.send(Client.chat(stage, Client.HELLO).build(), BodyHandlers.ofString());
      stage.first.answer(Answer.ok("slow").waitingAt(Point.beforeHead(), gate));
      CompletableFuture<HttpResponse<String>> slow =
          http.sendAsync(Client.chat(stage, Client.HELLO).build(), BodyHandlers.ofString());
      gate.awaitReached(RelayStage.SOON);

      HttpResponse<String> quick =
          http.send(Client.chat(stage, Client.HELLO).build(), BodyHandlers.ofString());
      gate.open();

      assertThat(quick.statusCode()).isEqualTo(200);
      assertThat(slow.get().body()).contains("slow");
    }
  }

  @Test
  void long_heads_are_taken_over_http2_too() throws Exception {
    try (RelayStage stage = RelayStage.plain();
        HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
      http.send(Client.chat(stage, Client.HELLO).build(), BodyHandlers.ofString());

      HttpResponse<String> answer =
          http.send(
              Client.chat(stage, Client.HELLO).header("x-long", "x".repeat(20_000)).build(),
              BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
    }
  }

  @Test
  void http1_0_client_gets_a_stream_that_ends_with_its_connection() throws Exception {
    try (RelayStage stage = RelayStage.plain();
        Wire wire = stage.wire()) {
      stage.first.always(Answer.ok("One", "Two"));
      wire.send(
          "POST /v1/chat/completions HTTP/1.0\r\nconnection: keep-alive\r\ncontent-length: "
              + Client.HELLO_STREAMED.length()
              + "\r\n\r\n"
              + Client.HELLO_STREAMED);

      String answer = wire.readToEnd();

      assertThat(answer).contains("One", "Two").endsWith("data: [DONE]\n\n");
      assertThat(answer.toLowerCase(Locale.ROOT))
          .contains("connection: close")
          .doesNotContain("chunked");
    }
  }

  @Test
  void http1_0_client_gets_an_answer_with_its_length() throws Exception {
    try (RelayStage stage = RelayStage.plain();
        Wire wire = stage.wire()) {
      stage.first.always(Answer.ok("One").framed(Framing.UNTIL_CLOSE));
      wire.send(
          "POST /v1/chat/completions HTTP/1.0\r\ncontent-length: "
              + Client.HELLO.length()
              + "\r\n\r\n"
              + Client.HELLO);

      assertThat(wire.readToEnd().toLowerCase(Locale.ROOT)).contains("content-length: ", "one");
    }
  }

  @Test
  void client_that_wants_its_connection_closed_gets_that() throws Exception {
    try (RelayStage stage = RelayStage.plain();
        Wire wire = stage.wire()) {
      wire.chat(Client.HELLO, "connection: close");

      assertThat(wire.readToEnd()).startsWith("HTTP/1.1 200 OK");
      assertThat(stage.first.received().getFirst().header("connection")).isNull();
    }
  }
}
