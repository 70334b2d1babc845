package dev.keyway.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.keyway.record.DecisionRecord;
import dev.keyway.record.RecordJson;
import dev.keyway.scripted.Answer;
import dev.keyway.scripted.Gate;
import dev.keyway.scripted.OpenAi;
import dev.keyway.scripted.Point;
import dev.keyway.scripted.Received;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Plants a provider's key and a client's credential, lets everything go wrong that can, and looks
 * for them wherever something is written down. Only the provider may have seen the key.
 */
class CanaryTest {

  private static final String KEY = "sk-CANARY-key-7f3a9c2e";
  private static final String CLIENTS = "sk-CANARY-client-51be0d";
  private static final Duration SHORT = Duration.ofMillis(150);

  @BeforeAll
  static void warmUp() throws Exception {
    RelayStage.warmUp();
  }

  static Stream<Arguments> answers() {
    Stream<Arguments> alike =
        Stream.concat(FailoverTest.failures().stream(), FailoverTest.brokenStreams())
            .map(Arguments::get)
            .map(failure -> arguments(failure[0], failure[1]));
    return Stream.concat(
        alike,
        Stream.of(
            arguments("a good answer", Answer.ok("Hello")),
            arguments(
                "an error that repeats the key",
                OpenAi.answer(
                    401, "Incorrect API key: " + KEY, "invalid_request_error", KEY, null)),
            arguments("a header that repeats the key", OpenAi.overloaded().withHeader("x-k", KEY)),
            arguments("silence", Answer.ok("x").stallingAt(Point.beforeHead())),
            arguments("a stall in the body", Answer.ok("Hello").stallingAt(Point.inBody())),
            arguments("a break", Answer.ok("One", "Two").resettingAt(Point.afterContent(1))),
            arguments("a stall", Answer.ok("One", "Two").stallingAt(Point.afterContent(1)))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("answers")
  void key_is_seen_by_its_provider_only(String what, Answer answer) throws Exception {
    try (LogCapture log = new LogCapture();
        RelayStage stage = stage()) {
      stage.first.always(answer);

      List<String> written = new ArrayList<>();
      for (String body : List.of(Client.HELLO, Client.HELLO_STREAMED)) {
        written.add(all(Client.send(withCredentials(Client.chat(stage, body)))));
        written.addAll(all(stage.record()));
      }
      written.add(all(Client.send(withCredentials(Client.messages(stage, Client.HELLO_MESSAGE)))));
      written.addAll(all(stage.record()));
      written.addAll(everywhere(stage, log));

      assertThat(written).noneMatch(text -> text.contains("CANARY"));
      assertThat(stage.first.received()).isNotEmpty().allMatch(CanaryTest::holdsOnlyItsKey);
    }
  }

  @Test
  void key_is_seen_by_its_provider_only_when_a_client_leaves() throws Exception {
    Gate gate = new Gate();
    try (LogCapture log = new LogCapture();
        RelayStage stage =
            RelayStage.of(made -> made.policy.provider("first", made.first.baseUrl(), KEY));
        Wire wire = stage.wire()) {
      stage.first.always(Answer.ok("One").waitingAt(Point.afterHead(), gate));
      wire.chat(Client.HELLO_STREAMED, "authorization: Bearer " + CLIENTS);
      gate.awaitReached(RelayStage.SOON);
      wire.leave();

      List<String> written = new ArrayList<>(all(stage.record()));
      written.addAll(everywhere(stage, log));

      assertThat(written).noneMatch(text -> text.contains("CANARY"));
    }
  }

  @Test
  void key_is_seen_by_nobody_when_a_request_is_refused() throws Exception {
    try (LogCapture log = new LogCapture();
        RelayStage stage = stage()) {
      List<String> written = new ArrayList<>();
      for (String body : List.of("{", "[]", "{\"model\":\"unheard-of\"}")) {
        written.add(all(Client.send(withCredentials(Client.chat(stage, body)))));
        written.addAll(all(stage.record()));
      }
      written.add(all(Client.send(withCredentials(Client.post(stage, "/v1/none", "{}")))));
      written.addAll(everywhere(stage, log));

      assertThat(written).noneMatch(text -> text.contains("CANARY"));
      assertThat(stage.first.received()).isEmpty();
    }
  }

  @Test
  void key_that_can_not_be_sent_is_not_told_either() throws Exception {
    try (LogCapture log = new LogCapture();
        RelayStage stage =
            RelayStage.of(
                made -> made.policy.provider("first", made.first.baseUrl(), KEY + "\u0416"))) {
      HttpResponse<String> answer = stage.chat();

      List<String> written = new ArrayList<>(all(stage.record()));
      written.add(all(answer));
      written.addAll(everywhere(stage, log));

      assertThat(written).noneMatch(text -> text.contains("CANARY"));
      assertThat(stage.first.received()).isEmpty();
      assertThat(stage.inFlight("first")).isZero();
    }
  }

  @Test
  void key_is_seen_by_its_provider_only_when_the_program_has_a_defect() throws Exception {
    try (LogCapture log = new LogCapture();
        RelayStage stage =
            RelayStage.of(made -> {
              made.policy.provider("first", made.first.baseUrl(), KEY);
              made.failingRecords("a defect that quotes " + KEY);
            })) {
      List<String> written = new ArrayList<>();
      written.add(all(Client.send(withCredentials(Client.chat(stage, Client.HELLO)))));
      written.addAll(everywhere(stage, log));

      assertThat(written).noneMatch(text -> text.contains("CANARY"));
    }
  }

  private static RelayStage stage() throws RelayStartException {
    return RelayStage.of(made -> {
      made.policy.provider("first", made.first.baseUrl(), KEY);
      made.policy.perRequestTimeout(SHORT).streamIdleTimeout(SHORT).streamGuard(SHORT);
    });
  }

  private static HttpRequest.Builder withCredentials(HttpRequest.Builder request) {
    return request
        .header("authorization", "Bearer " + CLIENTS)
        .header("x-api-key", CLIENTS)
        .header("cookie", "session=" + CLIENTS)
        .header("x-some-header", CLIENTS);
  }

  private static String all(HttpResponse<String> answer) {
    return answer.statusCode() + " " + answer.headers().map() + " " + answer.body();
  }

  private static List<String> all(DecisionRecord record) {
    return List.of(RecordJson.line(record), record.toString());
  }

  private static List<String> everywhere(RelayStage stage, LogCapture log) {
    List<String> places = new ArrayList<>();
    places.add(log.text());
    places.add(stage.settings().toString());
    places.add(stage.policy.get().toString());
    Thread.getAllStackTraces().keySet().forEach(thread -> places.add(thread.getName()));
    return places;
  }

  private static boolean holdsOnlyItsKey(Received request) {
    return KEY.equals(request.key()) && !request.headers("cookie").contains(CLIENTS);
  }
}
