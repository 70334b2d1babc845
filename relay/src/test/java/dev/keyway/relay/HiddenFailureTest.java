package dev.keyway.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.keyway.scripted.Answer;
import dev.keyway.scripted.Framing;
import dev.keyway.scripted.Gate;
import dev.keyway.scripted.Move;
import dev.keyway.scripted.OpenAi;
import dev.keyway.scripted.Point;
import dev.keyway.scripted.Start;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that say they are good and are not, or are good and say something else. */
class HiddenFailureTest {

  private static final String JSON = "application/json";
  private static final String EVENTS = "text/event-stream";
  private static final String ERROR = "{\"error\":{\"message\":\"slow down\",\"code\":429}}";
  private static final String HTML = "<!DOCTYPE html>\n<html><body>Please sign in</body></html>\n";
  private static final String GOOD = "{\"choices\":[{\"message\":{\"content\":\"Good\"}}]}";

  /** More than the system takes in for a provider that does not read. */
  private static final String LONG = Client.HELLO.replace("Hello", "x".repeat(24 << 20));

  private static final String STREAM =
      "data: {\"choices\":[{\"delta\":{\"content\":\"Streamed\"}}]}\n\ndata: [DONE]\n\n";

  static List<Arguments> errorsUnder200() {
    return List.of(
        arguments(
            "OpenAI",
            JSON,
            "{\"error\":{\"message\":\"m\",\"type\":\"server_error\",\"code\":null}}",
            "provider (server_error)"),
        arguments("OpenRouter", JSON, ERROR, "rate (status_429)"),
        arguments(
            "OpenRouter, in a choice",
            JSON,
            "{\"choices\":[{\"error\":{\"code\":502,\"message\":\"bad gateway\"}}]}",
            "provider (status_502)"),
        arguments(
            "Anthropic",
            JSON,
            "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}",
            "provider (overloaded_error)"),
        arguments(
            "Google",
            JSON,
            "[{\"error\":{\"code\":429,\"message\":\"q\",\"status\":\"RESOURCE_EXHAUSTED\"}}]",
            "rate (RESOURCE_EXHAUSTED)"),
        arguments(
            "a word", JSON, "{\"error\":\"model_overloaded\"}", "provider (model_overloaded)"),
        arguments("declared as text", "text/plain", ERROR, "rate (status_429)"),
        arguments("declared as events", EVENTS, ERROR, "rate (status_429)"),
        arguments("declared as nothing", "", ERROR, "rate (status_429)"),
        arguments("a page", "text/html", HTML, "provider (web_page)"),
        arguments("a page without a type", "", HTML, "provider (web_page)"),
        arguments("a page declared as JSON", JSON, HTML, "provider (web_page)"),
        arguments("a page declared as events", EVENTS, HTML, "provider (web_page)"),
        arguments("nothing", JSON, "", "provider (empty_body)"),
        arguments("blanks", JSON, " \n\n ", "provider (empty_body)"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("errorsUnder200")
  void failure_under_200_goes_elsewhere(String what, String type, String body, String story)
      throws Exception {
    for (String asked : List.of(Client.HELLO, Client.HELLO_STREAMED)) {
      try (RelayStage stage = RelayStage.plain()) {
        stage.first.always(Answer.of(200, type, body).framed(Framing.LENGTH));

        HttpResponse<String> answer = Client.send(Client.chat(stage, asked));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("second");
        assertThat(stage.story()).isEqualTo("first/1 " + story + ", second/1 success");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {JSON, "text/plain", "application/x-ndjson", ""})
  void stream_that_says_it_is_none_is_passed_as_one(String type) throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      stage.first.always(Answer.of(200, type, ": hello\n\n", STREAM).framed(Framing.CHUNKED));

      HttpResponse<String> answer = stage.chatStreamed();

      assertThat(answer.body()).isEqualTo(": hello\n\n" + STREAM);
      assertThat(answer.headers().allValues("content-type")).containsExactly(EVENTS);
      assertThat(stage.story()).isEqualTo("first/1 success");
    }
  }

  @Test
  void stream_that_says_it_is_json_is_not_waited_for() throws Exception {
    try (RelayStage stage = RelayStage.plain();
        Wire wire = stage.wire()) {
      stage.first.always(
          Answer.of(200, JSON, "data: {\"choices\":[{\"delta\":{\"content\":\"One\"}}]}\n\n", "x")
              .framed(Framing.CHUNKED)
              .stallingAt(Point.afterPieces(1)));

      wire.chat(Client.HELLO_STREAMED);

      assertThat(wire.readUntil("One")).startsWith("HTTP/1.1 200 OK");
    }
  }

  @Test
  void error_first_in_a_stream_that_says_it_is_json_goes_elsewhere() throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      stage.first.always(
          Answer.of(200, JSON, "da", "ta: " + ERROR + "\n\n").framed(Framing.CHUNKED));

      assertThat(stage.chatStreamed().body()).contains("second");
      assertThat(stage.story()).isEqualTo("first/1 rate (status_429), second/1 success");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {JSON, "text/plain", EVENTS, ""})
  void answer_in_json_is_passed_whatever_it_says_it_is(String type) throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      stage.first.always(Answer.of(200, type, "\n" + GOOD).framed(Framing.LENGTH));

      HttpResponse<String> answer = stage.chat();

      assertThat(answer.body()).isEqualTo("\n" + GOOD);
      assertThat(stage.story()).isEqualTo("first/1 success");
    }
  }

  static List<Arguments> codings() throws IOException {
    return List.of(
        arguments("gzip", gzipped(GOOD)),
        arguments("x-gzip", gzipped(GOOD)),
        arguments("deflate", deflated(GOOD)),
        arguments("identity", GOOD.getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("codings")
  void coding_nobody_asked_for_is_taken_off(String coding, byte[] body) throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      stage.first.always(coded(coding, body));

      HttpResponse<String> answer = stage.chat();

      assertThat(answer.body()).isEqualTo(GOOD);
      assertThat(answer.headers().firstValue("content-encoding").orElse("identity"))
          .isEqualTo("identity");
      assertThat(stage.story()).isEqualTo("first/1 success");
    }
  }

  @Test
  void providers_are_asked_for_plain_answers_whatever_the_client_accepts() throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      HttpRequest.Builder request =
          Client.chat(stage, Client.HELLO).header("accept-encoding", "gzip, br, zstd");
      Client.send(request);

      assertThat(stage.first.received().getFirst().headers("accept-encoding"))
          .containsExactly("identity");
    }
  }

  static List<Arguments> unreadable() throws IOException {
    byte[] gzip = gzipped(GOOD);
    return List.of(
        arguments("gzip", Arrays.copyOf(gzip, gzip.length - 12)),
        arguments("gzip", Arrays.copyOf(gzip, 5)),
        arguments("gzip", GOOD.getBytes(StandardCharsets.UTF_8)),
        arguments("deflate", GOOD.getBytes(StandardCharsets.UTF_8)),
        arguments("x-gzip", Arrays.copyOf(gzip, gzip.length - 1)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unreadable")
  void answer_that_cannot_be_decoded_goes_elsewhere(String coding, byte[] body) throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      stage.first.always(coded(coding, body));

      assertThat(stage.chat().body()).contains("second");
      assertThat(stage.story()).isEqualTo("first/1 provider (unreadable_body), second/1 success");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "zstd", "gzip, br", "utf-8"})
  void answer_in_a_coding_nobody_here_knows_is_passed_as_it_came(String coding) throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      stage.first.always(coded(coding, GOOD.getBytes(StandardCharsets.UTF_8)));

      HttpResponse<String> answer = stage.chat();

      assertThat(answer.body()).isEqualTo(GOOD);
      assertThat(answer.headers().firstValue("content-encoding")).hasValue(coding);
      assertThat(stage.story()).isEqualTo("first/1 success");
    }
  }

  @Test
  void error_that_cannot_be_decoded_is_judged_by_its_status() throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      stage.first.always(
          Answer.bytes(429, JSON, new byte[] {1, 2}).withHeader("content-encoding", "br"));

      assertThat(stage.chat().body()).contains("second");
      assertThat(stage.story()).isEqualTo("first/1 rate (status_429), second/1 success");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n-2\r\n{}\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}1",
        "HTTP/1.1 200 OK\r\ncontent-length: x\r\n\r\n{}",
        "HTTP/9.9 200 OK\r\ncontent-length: 2\r\n\r\n{}",
        "SSH-2.0-OpenSSH_9.6\r\n",
        "\u0000\u0001\u0002\u0003\r\n\r\n",
        "HTTP/1.1 two hundred\r\n\r\n"
      })
  void what_is_no_http_goes_elsewhere(String bytes) throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      stage.first.always(Answer.garbage(bytes));

      assertThat(stage.chat().statusCode()).isEqualTo(200);
      assertThat(stage.story()).isEqualTo("first/1 provider (reset), second/1 success");
    }
  }

  @Test
  void head_without_end_goes_elsewhere() throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      stage.first.always(Answer.ok("x").withHeader("x-bomb", "b".repeat(80_000)));

      assertThat(stage.chat().statusCode()).isEqualTo(200);
      assertThat(stage.story()).isEqualTo("first/1 provider (reset), second/1 success");
    }
  }

  @Test
  void many_headers_are_taken() throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      Answer answer = Answer.ok("x");
      for (int i = 0; i < 500; i++) {
        answer = answer.withHeader("x-many-" + i, "value");
      }
      stage.first.always(answer);

      assertThat(stage.chat().headers().map()).hasSizeGreaterThan(500);
      assertThat(stage.story()).isEqualTo("first/1 success");
    }
  }

  @Test
  void trailers_end_here() throws Exception {
    try (RelayStage stage = RelayStage.plain();
        Wire wire = stage.wire()) {
      String chunked =
          """
          HTTP/1.1 200 OK
          content-type: application/json
          transfer-encoding: chunked
          trailer: x-sum, set-cookie

          9
          {"a":"b"}
          0
          x-sum: 1
          set-cookie: a=b

          """
              .replace("\n", "\r\n");
      stage.first.answer(
          Answer.ok("x")
              .at(Point.beforeHead(), new Move.Say(chunked))
              .stallingAt(Point.beforeHead()),
          Answer.ok("Two"));

      assertThat(wire.chat(Client.HELLO).readAnswer())
          .endsWith("{\"a\":\"b\"}")
          .doesNotContain("x-sum", "set-cookie");
    }
  }

  @Test
  void provider_of_http_1_0_is_understood_and_its_connection_closed() throws Exception {
    try (RelayStage stage = RelayStage.plain();
        Wire wire = stage.wire()) {
      stage.first.always(
          Answer.ok("x")
              .at(
                  Point.beforeHead(),
                  new Move.Say(
                      "HTTP/1.0 200 OK\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{\"a\":\"b\"}"))
              .stallingAt(Point.beforeHead()));

      for (int i = 0; i < 2; i++) {
        assertThat(wire.chat(Client.HELLO).readAnswer()).endsWith("{\"a\":\"b\"}");
        assertThat(stage.story()).isEqualTo("first/1 success");
      }
      assertThat(stage.first.connections()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 205, 304})
  void answer_without_body_is_passed(int status) throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      stage.first.always(Answer.empty(status));

      HttpResponse<String> answer = stage.chat();

      assertThat(answer.statusCode()).isEqualTo(status);
      assertThat(answer.body()).isEmpty();
      assertThat(stage.story()).isEqualTo("first/1 success");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 308})
  void redirect_leads_the_client_nowhere(int status) throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      stage.first.always(
          Answer.status(status)
              .withHeader("location", "https://elsewhere.test/?k=" + RelayStage.FIRST_KEY)
              .withHeader("refresh", "0; url=https://elsewhere.test/"));

      HttpResponse<String> answer = stage.chat();

      assertThat(answer.headers().map()).doesNotContainKeys("location", "refresh");
      assertThat(answer.headers().map().toString()).doesNotContain(RelayStage.FIRST_KEY);
    }
  }

  static List<Arguments> earlyAnswers() {
    return List.of(
        arguments(Answer.ok("Early"), "first/1 success"),
        arguments(OpenAi.rateLimited(), "first/1 rate (rate_limit_exceeded), second/1 success"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("earlyAnswers")
  void answer_before_the_request_is_read_counts(Answer early, String story) throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      stage.second.always(Answer.ok("second"));
      stage.first.always(early.starting(Start.BEFORE_BODY));

      assertThat(Client.send(Client.chat(stage, LONG)).statusCode()).isEqualTo(200);
      assertThat(stage.story()).isEqualTo(story);
    }
  }

  /** The rest of the request would stand in the way of the next one. */
  @ParameterizedTest(name = "{1}")
  @MethodSource("earlyAnswers")
  void answer_to_a_request_that_is_never_read_counts_and_its_connection_is_closed(
      Answer early, String story) throws Exception {
    Gate gate = new Gate();
    try (RelayStage stage = RelayStage.plain()) {
      stage.second.always(Answer.ok("second"));
      stage.first.always(early.starting(Start.WITHOUT_READING).waitingAt(Point.afterEnd(), gate));

      assertThat(Client.send(Client.chat(stage, LONG)).statusCode()).isEqualTo(200);
      assertThat(stage.story()).isEqualTo(story);
      gate.open();
      stage.first.awaitOpenConnections(0, RelayStage.SOON);
    }
  }

  /** What the system does with the answer then is a matter of luck. */
  @Test
  void provider_that_closes_before_it_has_read_the_request_does_no_harm() throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      stage.second.always(Answer.ok("second"));
      stage.first.always(OpenAi.rateLimited().closing().starting(Start.WITHOUT_READING));

      assertThat(Client.send(Client.chat(stage, LONG)).body()).contains("second");
      assertThat(stage.story()).startsWith("first/1 ").endsWith(", second/1 success");
      assertThat(stage.inFlight("first")).isZero();
    }
  }

  private static Answer coded(String coding, byte[] body) {
    return Answer.bytes(200, JSON, body).withHeader("content-encoding", coding);
  }

  private interface Coder {
    OutputStream over(OutputStream out) throws IOException;
  }

  private static byte[] gzipped(String text) throws IOException {
    return coded(text, GZIPOutputStream::new);
  }

  private static byte[] deflated(String text) throws IOException {
    return coded(text, DeflaterOutputStream::new);
  }

  private static byte[] coded(String text, Coder coder) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = coder.over(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
