package dev.keyway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.scripted.Answer;
import dev.keyway.scripted.Gate;
import dev.keyway.scripted.Point;
import dev.keyway.scripted.Received;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What a client may send, and what it is told when it may not. */
class RequestIntakeTest {

  private static final String START =
      "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n";

  @Test
  void body_announced_too_long_is_refused_before_it_comes() throws Exception {
    try (RelayStage stage = RelayStage.of(made -> made.withProviders().limits(Limits.body(1000)));
        Wire wire = stage.wire()) {
      wire.send(START + "content-length: 1001\r\n\r\n");

      String answer = wire.readToEnd();

      assertThat(answer).startsWith("HTTP/1.1 413 ").contains("request_too_large", "1000 bytes");
      assertThat(answer.toLowerCase(Locale.ROOT)).contains("connection: close");
    }
  }

  @Test
  void body_that_turns_out_too_long_is_refused() throws Exception {
    try (RelayStage stage = RelayStage.of(made -> made.withProviders().limits(Limits.body(1000)));
        Wire wire = stage.wire()) {
      wire.send(START + "transfer-encoding: chunked\r\n\r\n");
      wire.send("3e8\r\n" + "x".repeat(1000) + "\r\n1\r\n");
      wire.send("x");

      assertThat(wire.readUntil("request_too_large")).startsWith("HTTP/1.1 413 ");
      assertThat(stage.first.received()).isEmpty();
    }
  }

  @Test
  void client_that_sends_on_all_the_same_still_gets_its_answer() throws Exception {
    try (RelayStage stage = RelayStage.of(made -> made.withProviders().limits(Limits.body(1000)))) {
      HttpResponse<String> answer = Client.send(Client.chat(stage, "x".repeat(5_000_000)));

      assertThat(answer.statusCode()).isEqualTo(413);
    }
  }

  @Test
  void body_of_exactly_the_limit_is_taken() throws Exception {
    int length = Client.HELLO.length();
    try (RelayStage stage =
        RelayStage.of(made -> made.withProviders().limits(Limits.body(length)))) {
      assertThat(stage.chat().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void body_that_does_not_come_is_refused_in_time() throws Exception {
    ClientLimits limits = Limits.bodyTimeout(Duration.ofMillis(100));
    try (RelayStage stage = RelayStage.of(made -> made.withProviders().limits(limits));
        Wire wire = stage.wire()) {
      wire.send(START + "content-length: 10\r\n\r\n{");

      assertThat(wire.readUntil("client_timeout")).startsWith("HTTP/1.1 408 ");
      assertThat(stage.record().refusal()).isNotNull();
    }
  }

  @Test
  void chunked_body_is_read() throws Exception {
    try (RelayStage stage = RelayStage.plain();
        Wire wire = stage.wire()) {
      wire.send(START + "transfer-encoding: chunked\r\n\r\n");
      for (char c : Client.HELLO.toCharArray()) {
        wire.send("1\r\n" + c + "\r\n");
      }
      wire.send("0\r\nx-trailer: ignored\r\n\r\n");

      assertThat(wire.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 200 ");
      Received received = stage.first.received().getFirst();
      assertThat(received.text()).isEqualTo(Client.HELLO);
      assertThat(received.header("transfer-encoding")).isNull();
      assertThat(received.header("x-trailer")).isNull();
    }
  }

  @Test
  void long_body_reaches_the_provider_whole() throws Exception {
    String body = Client.HELLO.replace("Hello", "Grüße ".repeat(2_000_000));
    try (RelayStage stage = RelayStage.plain()) {
      stage.first.always(Answer.ok("Long"));

      assertThat(Client.send(Client.chat(stage, body)).statusCode()).isEqualTo(200);
      assertThat(stage.first.received().getFirst().text()).isEqualTo(body);
    }
  }

  @Test
  void client_that_waits_for_leave_to_send_gets_it() throws Exception {
    try (RelayStage stage = RelayStage.plain();
        Wire wire = stage.wire()) {
      wire.send(
          START + "expect: 100-continue\r\ncontent-length: " + Client.HELLO.length() + "\r\n\r\n");
      assertThat(wire.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 100 ");
      wire.send(Client.HELLO);

      assertThat(wire.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 200 ");
      assertThat(stage.first.received().getFirst().header("expect")).isNull();
    }
  }

  @Test
  void client_that_waits_for_leave_to_send_too_much_does_not_get_it() throws Exception {
    try (RelayStage stage = RelayStage.of(made -> made.withProviders().limits(Limits.body(10)));
        Wire wire = stage.wire()) {
      wire.send(START + "expect: 100-continue\r\ncontent-length: 11\r\n\r\n");

      assertThat(wire.readUntil("request_too_large")).startsWith("HTTP/1.1 413 ");
    }
  }

  @Test
  void malformed_json_is_refused_in_the_dialect_of_chat() throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      HttpResponse<String> answer = Client.send(Client.chat(stage, "{\"model\":"));

      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).startsWith("{\"error\":{\"message\":").contains("ERR_NGROK_3801");
      assertThat(answer.headers().firstValue("x-keyway-error")).hasValue("invalid_request_body");
      assertThat(stage.record().refusal()).isNotNull();
    }
  }

  @Test
  void malformed_json_is_refused_in_the_dialect_of_messages() throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      HttpResponse<String> answer = Client.send(Client.messages(stage, "[]"));

      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).startsWith("{\"type\":\"error\",\"error\":{");
    }
  }

  @Test
  void compressed_body_is_refused() throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      HttpResponse<String> answer =
          Client.send(Client.chat(stage, Client.HELLO).header("content-encoding", "gzip"));

      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("content-encoding");
    }
  }

  @Test
  void unknown_path_is_refused_with_those_that_are_known() throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      HttpResponse<String> answer =
          Client.send(Client.post(stage, "/v1/chat/completion", Client.HELLO));

      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.body()).contains("/v1/chat/completions", "/v1/messages");
    }
  }

  @Test
  void wrong_method_is_refused_with_the_right_one() throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      HttpResponse<String> answer =
          Client.send(HttpRequest.newBuilder(stage.url(Client.CHAT)).GET());

      assertThat(answer.statusCode()).isEqualTo(405);
      assertThat(answer.headers().firstValue("allow")).hasValue("POST");
      assertThat(answer.headers().firstValue("x-keyway-error")).hasValue("method_not_allowed");
    }
  }

  @Test
  void requests_beyond_the_limit_are_refused_until_there_is_room() throws Exception {
    Gate gate = new Gate();
    try (RelayStage stage =
            RelayStage.of(made -> made.withProviders().limits(Limits.concurrent(1)));
        Wire wire = stage.wire()) {
      stage.first.always(Answer.ok("x").waitingAt(Point.beforeHead(), gate));
      wire.chat(Client.HELLO);
      gate.awaitReached(RelayStage.SOON);

      HttpResponse<String> refused = stage.messages();
      gate.open();
      wire.readUntil("\r\n\r\n");

      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("x-keyway-error")).hasValue("overloaded");
      assertThat(refused.headers().firstValue("retry-after")).hasValue("1");
      assertThat(refused.body()).startsWith("{\"type\":\"error\"");
      assertThat(stage.chat().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void head_that_is_too_long_is_refused() throws Exception {
    try (RelayStage stage = RelayStage.plain();
        Wire wire = stage.wire()) {
      wire.send(START + "x-long: " + "x".repeat(70_000) + "\r\n\r\n");

      assertThat(wire.readToEnd())
          .startsWith("HTTP/1.1 400 ")
          .contains("\"code\":\"invalid_request\"", "65536 bytes");
    }
  }

  @Test
  void head_that_is_no_http_is_refused() throws Exception {
    try (RelayStage stage = RelayStage.plain();
        Wire wire = stage.wire()) {
      wire.send("GET  HTTP/1.1\r\nfoo\r\n\r\n");

      assertThat(wire.readToEnd()).contains(" 400 ", "no well-formed HTTP");
    }
  }

  @Test
  void chunks_that_are_no_chunks_end_the_connection() throws Exception {
    try (RelayStage stage = RelayStage.plain();
        Wire wire = stage.wire()) {
      wire.send(START + "transfer-encoding: chunked\r\n\r\nzz\r\n");

      assertThat(wire.readToEnd()).doesNotContain("200");
      assertThat(stage.first.received()).isEmpty();
    }
  }

  @Test
  void request_framed_in_two_ways_is_refused() throws Exception {
    try (RelayStage stage = RelayStage.plain();
        Wire wire = stage.wire()) {
      wire.send(
          START
              + "content-length: 4\r\ntransfer-encoding: chunked\r\n\r\n"
              + "2\r\n{}\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\nhost: x\r\n\r\n");

      assertThat(wire.readToEnd()).doesNotContain("/smuggled", "404");
      assertThat(stage.first.received()).isEmpty();
    }
  }

  @Test
  void header_value_with_a_control_character_is_refused() throws Exception {
    try (RelayStage stage = RelayStage.plain();
        Wire wire = stage.wire()) {
      wire.chat(Client.HELLO, "x-odd: a\u0001b");

      assertThat(wire.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 400 ");
      assertThat(stage.first.received()).isEmpty();
    }
  }

  @Test
  void server_wide_request_is_answered() throws Exception {
    try (RelayStage stage = RelayStage.plain();
        Wire wire = stage.wire()) {
      wire.send("OPTIONS * HTTP/1.1\r\nhost: x\r\n\r\n");

      assertThat(wire.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 404 ");
    }
  }
}
