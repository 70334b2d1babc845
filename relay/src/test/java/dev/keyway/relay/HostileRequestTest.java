package dev.keyway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.access.Listener;
import dev.keyway.scripted.Answer;
import dev.keyway.scripted.Received;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests made to be read one way here and another way elsewhere. */
class HostileRequestTest {

  private static final String POST = "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\n";

  /** The rest of a request that is served. */
  private static final String BODY =
      "content-length: " + Client.HELLO.length() + "\r\n\r\n" + Client.HELLO;

  /** A whole request that must never be taken for one. */
  private static final String HIDDEN = POST + "x-hidden: yes\r\n" + BODY;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "content-length: 5\r\ncontent-length: 6",
        "content-length: 0\r\ntransfer-encoding: chunked",
        "transfer-encoding: chunked\r\ncontent-length: 5",
        "transfer-encoding: chunked\r\ntransfer-encoding: identity",
        "transfer-encoding: identity, chunked\r\ncontent-length: 5",
        "transfer-encoding: xchunked",
        "transfer-encoding : chunked",
        "transfer-encoding:\u000bchunked",
        "content-length : 5",
        "content-length: +5",
        "content-length: -5",
        "content-length: 0x5",
        "content-length: 5, 6",
        "content-length: 99999999999999999999",
        "content length: 5",
        "x-a: b\r\n transfer-encoding: chunked",
        "x-a: b\u0000c",
        ": nameless",
        "no colon at all"
      })
  void framing_that_can_be_read_in_two_ways_hides_no_request(String headers) throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      String answers;
      try (Wire wire = stage.wire()) {
        wire.send(POST + headers + "\r\nconnection: close\r\n\r\n0\r\n\r\n" + HIDDEN);
        answers = wire.readToEnd();
      } catch (IOException reset) {
        answers = "";
      }

      assertThat(stage.first.received()).isEmpty();
      assertThat(answers.split("HTTP/1.1 ", -1)).hasSizeLessThanOrEqualTo(2);
      assertThat(answers).doesNotContain("HTTP/1.1 2", "HTTP/1.1 5");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/chat/completions/",
        "//v1/chat/completions",
        "/v1//chat/completions",
        "/v1/chat%2fcompletions",
        "/v1%2Fchat/completions",
        "/%76%31/chat/completions",
        "/v1/./chat/completions",
        "/v1/../v1/chat/completions",
        "/v1/%2e%2e/v1/chat/completions",
        "/v1/chat/completions;x=1",
        "/v1/chat/completions%00",
        "/v1/chat/completions%20",
        "/V1/chat/completions",
        "/v1\\chat\\completions",
        "v1/chat/completions",
        "*",
        "http://127.0.0.1",
        "http://127.0.0.1//v1/chat/completions"
      })
  void path_that_is_almost_one_reaches_no_provider(String path) throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      assertThat(status(stage, path)).startsWith("HTTP/1.1 4");
      assertThat(stage.first.received()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/chat/completions",
        "/v1/chat/completions/",
        "//v1/chat/completions",
        "/healthz",
        "/v1/../metrics",
        "*",
        "http://other.example.com/v1/chat/completions"
      })
  void no_path_passes_a_gateway_listener_without_a_context(String path) throws Exception {
    try (RelayStage stage =
        RelayStage.of(made -> made.withProviders().listener(new Listener.Gateway()))) {
      assertThat(status(stage, path)).startsWith("HTTP/1.1 401 ");
      assertThat(stage.first.received()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST http://evil.example.com/v1/chat/completions HTTP/1.1\r\nhost: evil.example.com\r\n",
        "POST http://user:pass@evil.example.com/v1/chat/completions HTTP/1.1\r\nhost: x\r\n",
        "POST /v1/chat/completions HTTP/1.1\r\nhost: evil.example.com:1\r\n",
        "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nx-forwarded-host: evil.example.com\r\n"
      })
  void host_the_client_names_moves_no_request(String head) throws Exception {
    try (RelayStage stage = RelayStage.plain();
        Wire wire = stage.wire()) {
      wire.send(head + "connection: close\r\n" + BODY);

      assertThat(wire.readToEnd()).startsWith("HTTP/1.1 200 ");
      Received received = stage.first.received().getFirst();
      assertThat(received.headers("host")).containsExactly("127.0.0.1:" + stage.first.port());
      assertThat(received.headers().toString()).doesNotContain("evil");
      assertThat(received.target()).doesNotContain("evil");
    }
  }

  @Test
  void headers_of_ours_that_a_client_sends_end_here() throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      HttpResponse<String> answer =
          Client.send(
              Client.chat(stage, Client.HELLO)
                  .header("X-Keyway-Provider", "forged")
                  .header("x-keyway-id", "forged")
                  .header("x-keyway-error", "forged"));

      assertThat(answer.headers().map().toString()).doesNotContain("forged");
      assertThat(stage.first.received().getFirst().headers().toString()).doesNotContain("forged");
      assertThat(stage.record().id()).isNotEqualTo("forged");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirect_is_not_followed_with_the_key(int status) throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      stage.first.always(
          Answer.status(status)
              .withHeader("location", stage.second.url() + "/v1/chat/completions"));

      HttpResponse<String> answer = stage.chat();

      assertThat(answer.statusCode()).isEqualTo(status);
      assertThat(stage.first.received()).hasSize(1);
      assertThat(stage.second.received()).isEmpty();
    }
  }

  @Test
  void error_that_quotes_the_key_is_withheld() throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      stage.first.always(
          Answer.json(400, "{\"error\":{\"message\":\"key %s\"}}".formatted(RelayStage.FIRST_KEY)));

      HttpResponse<String> answer = stage.chat();

      assertThat(answer.statusCode()).isEqualTo(502);
      assertThat(answer.headers().firstValue("x-keyway-error")).hasValue("answer_withheld");
      assertThat(answer.body()).doesNotContain(RelayStage.FIRST_KEY);
      assertThat(stage.record().refusal()).isNotNull();
      assertThat(stage.inFlight("first")).isZero();
    }
  }

  @Test
  void thousands_of_headers_are_refused() throws Exception {
    try (RelayStage stage = RelayStage.plain();
        Wire wire = stage.wire()) {
      StringBuilder many = new StringBuilder(POST);
      for (int i = 0; i < 10_000; i++) {
        many.append("a").append(i).append(": b\r\n");
      }

      assertThat(sent(wire, many + "\r\n")).startsWith("HTTP/1.1 4");
      assertThat(stage.first.received()).isEmpty();
    }
  }

  private static String status(RelayStage stage, String target) throws Exception {
    try (Wire wire = stage.wire()) {
      String head = "POST " + target + " HTTP/1.1\r\nhost: x\r\nconnection: close\r\n";
      return sent(wire, head + BODY);
    }
  }

  private static String sent(Wire wire, String text) throws IOException {
    return List.of(wire.send(text).readUntil("\r\n").split("\r\n", -1)).getFirst();
  }
}
