package dev.keyway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.record.DecisionRecord;
import dev.keyway.record.DecisionRecord.Ending;
import dev.keyway.scripted.Answer;
import dev.keyway.scripted.Gate;
import dev.keyway.scripted.Point;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A client that goes away costs nobody anything more. */
class ClientLeavesTest {

  @Test
  void provider_is_left_when_the_client_leaves_before_the_head() throws Exception {
    leavesAt(Point.beforeHead(), Client.HELLO);
  }

  @Test
  void provider_is_left_when_the_client_leaves_while_an_answer_is_held() throws Exception {
    leavesAt(Point.inBody(), Client.HELLO);
  }

  @Test
  void provider_is_left_when_the_client_leaves_while_a_stream_is_held() throws Exception {
    leavesAt(Point.beforeContent(), Client.HELLO_STREAMED);
  }

  private static void leavesAt(Point point, String request) throws Exception {
    Gate gate = new Gate();
    try (RelayStage stage = RelayStage.plain();
        Wire wire = stage.wire()) {
      stage.first.always(Answer.ok("x").waitingAt(point, gate));
      wire.chat(request);
      gate.awaitReached(RelayStage.SOON);
      assertThat(stage.inFlight("first")).isEqualTo(1);

      wire.leave();

      stage.first.awaitCancelled(1, RelayStage.SOON);
      DecisionRecord record = stage.record();
      assertThat(record.ending()).isEqualTo(Ending.CLIENT_LEFT);
      assertThat(Story.of(record)).isEqualTo("first/1 abandoned");
      assertThat(stage.inFlight("first")).isZero();
      assertThat(stage.second.received()).isEmpty();
    }
  }

  @Test
  void provider_is_left_when_the_client_leaves_in_a_stream() throws Exception {
    Gate gate = new Gate();
    try (RelayStage stage = RelayStage.plain();
        Wire wire = stage.wire()) {
      stage.first.always(Answer.ok("One", "Two").waitingAt(Point.afterContent(1), gate));
      wire.chat(Client.HELLO_STREAMED);
      wire.readUntil("One");

      wire.leave();

      stage.first.awaitCancelled(1, RelayStage.SOON);
      DecisionRecord record = stage.record();
      assertThat(record.ending()).isEqualTo(Ending.CLIENT_LEFT);
      assertThat(Story.of(record)).isEqualTo("first/1 success");
      assertThat(stage.inFlight("first")).isZero();
    }
  }

  @Test
  void provider_is_left_when_an_http2_client_cancels_its_stream() throws Exception {
    Gate gate = new Gate();
    try (RelayStage stage = RelayStage.plain();
        HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
      HttpResponse<String> before =
          http.send(Client.chat(stage, Client.HELLO).build(), BodyHandlers.ofString());
      assertThat(before.version()).isEqualTo(HttpClient.Version.HTTP_2);
      stage.record();
      stage.first.always(Answer.ok("One", "Two").waitingAt(Point.beforeHead(), gate));
      CompletableFuture<HttpResponse<String>> answer =
          http.sendAsync(
              Client.chat(stage, Client.HELLO_STREAMED).build(), BodyHandlers.ofString());
      gate.awaitReached(RelayStage.SOON);

      answer.cancel(true);

      stage.first.awaitCancelled(1, RelayStage.SOON);
      assertThat(stage.record().ending()).isEqualTo(Ending.CLIENT_LEFT);
    }
  }

  @Test
  void room_is_made_when_a_client_leaves() throws Exception {
    Gate gate = new Gate();
    try (RelayStage stage =
            RelayStage.of(made -> made.withProviders().limits(Limits.concurrent(1)));
        Wire wire = stage.wire()) {
      stage.first.answer(Answer.ok("x").waitingAt(Point.beforeHead(), gate));
      wire.chat(Client.HELLO);
      gate.awaitReached(RelayStage.SOON);
      assertThat(stage.chat().statusCode()).isEqualTo(503);

      wire.leave();
      stage.first.awaitCancelled(1, RelayStage.SOON);

      assertThat(stage.chat().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void client_that_leaves_while_sending_its_request_calls_nobody() throws Exception {
    try (RelayStage stage =
            RelayStage.of(made -> made.withProviders().limits(Limits.concurrent(1)));
        Wire wire = stage.wire()) {
      wire.send(
          """
          POST /v1/chat/completions HTTP/1.1\r
          host: x\r
          expect: 100-continue\r
          content-length: 100\r
          \r
          """);
      wire.readUntil("100 Continue\r\n\r\n");
      wire.send("{\"model\":");
      assertThat(stage.chat().statusCode()).isEqualTo(503);

      wire.leave();

      Client.await(() -> stage.chat().statusCode() == 200);
      assertThat(stage.first.received()).hasSize(1);
    }
  }
}
