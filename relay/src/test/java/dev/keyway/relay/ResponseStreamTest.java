package dev.keyway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.record.DecisionRecord;
import dev.keyway.record.DecisionRecord.Ending;
import dev.keyway.rule.ResponseRules;
import dev.keyway.scripted.Answer;
import dev.keyway.scripted.Gate;
import dev.keyway.scripted.Point;
import dev.keyway.scripted.Sse;
import dev.keyway.stream.Usage;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams of OpenAI's responses: when they commit, and how they end. */
class ResponseStreamTest {

  private static final Duration SHORT = Duration.ofMillis(150);
  private static final String PATH = "/v1/responses";
  private static final String ASK =
      "{\"model\":\"test-model\",\"stream\":true,\"input\":\"Hello\"}";
  private static final String ERROR =
      "event: error\ndata: {\"type\":\"error\",\"sequence_number\":2,\"error\":{\"type\":\"server_error\",\"code\":null,\"message\":\"m\"}}\n\n";
  private static final String FAILED =
      "event: response.failed\ndata: {\"type\":\"response.failed\",\"sequence_number\":2,\"response\":{\"status\":\"failed\",\"error\":{\"code\":\"server_error\",\"message\":\"m\"}}}\n\n";
  private static final String COMPLETED =
      "event: response.completed\ndata: {\"type\":\"response.completed\",\"response\":{\"id\":\"resp_1\"}}\n\n";

  @BeforeAll
  static void warmUp() throws Exception {
    RelayStage.warmUp();
  }

  @ParameterizedTest
  @ValueSource(strings = {ERROR, FAILED})
  void what_only_begins_does_not_commit(String failure) throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      stage.first.always(Answer.ok("x").endingAt(Point.beforeContent(), failure));

      HttpResponse<String> answer = ask(stage);

      assertThat(answer.body()).contains("second", "response.completed").doesNotContain("\"x\"");
      assertThat(stage.story()).isEqualTo("first/1 provider (server_error), second/1 success");
    }
  }

  @Test
  void stall_before_anything_fails_over() throws Exception {
    try (RelayStage stage =
        RelayStage.with(policy -> policy.perRequestTimeout(SHORT).streamGuard(SHORT))) {
      stage.first.always(Answer.ok("x").stallingAt(Point.afterHead()));

      ask(stage);

      assertThat(stage.story()).startsWith("first/1 provider (timeout), second/1 ");
    }
  }

  @Test
  void stream_that_has_begun_is_let_through_when_its_guard_is_over() throws Exception {
    Gate gate = new Gate();
    try (RelayStage stage = RelayStage.with(policy -> policy.streamGuard(SHORT));
        Wire wire = stage.wire()) {
      stage.first.always(Answer.ok("Thought long").waitingAt(Point.beforeContent(), gate));

      wire.post(PATH, ASK);
      assertThat(wire.readUntil("response.content_part.added")).startsWith("HTTP/1.1 200 OK");
      gate.open();
      assertThat(wire.readUntil("response.completed")).contains("Thought long");
    }
  }

  @Test
  void usage_is_read() throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      stage.first.always(Answer.ok("One").withUsage(36, 87));

      ask(stage);

      assertThat(stage.record().usage()).isEqualTo(new Usage(36L, 87L));
    }
  }

  @Test
  void stream_that_breaks_after_content_ends_with_an_error_and_as_a_response_that_failed()
      throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      stage.first.always(Answer.ok("One", "Two").resettingAt(Point.afterContent(1)));

      String body = ask(stage).body();

      assertThat(body).contains("One").doesNotContain("Two");
      // Five events came, numbered from 0.
      assertThat(body)
          .contains(
              "\n\nevent: error\ndata: {\"sequence_number\":5,\"type\":\"error\",\"code\":\"upstream_unreachable\"");
      assertThat(body)
          .contains(
              "\n\nevent: response.failed\ndata: {\"type\":\"response.failed\",\"sequence_number\":6,\"response\":{\"id\":\"resp_");
      DecisionRecord record = stage.record();
      assertThat(record.ending()).isEqualTo(Ending.PROVIDER_BROKE);
      assertThat(stage.second.received()).isEmpty();
    }
  }

  @Test
  void committed_stream_that_falls_silent_ends_the_same_way() throws Exception {
    try (RelayStage stage = RelayStage.with(policy -> policy.streamIdleTimeout(SHORT))) {
      stage.first.always(Answer.ok("One", "Two").stallingAt(Point.afterContent(1)));

      assertThat(ask(stage).body())
          .contains("One", "stream_idle_timeout", "event: response.failed\n");
      assertThat(stage.record().ending()).isEqualTo(Ending.PROVIDER_SILENT);
    }
  }

  /** The end of these streams is not marked a second time, as that of chats is. */
  @Test
  void connection_that_breaks_behind_the_end_spoils_nothing() throws Exception {
    String events =
        Sse.data("{\"type\":\"response.output_text.delta\",\"delta\":\"One\"}") + COMPLETED;
    for (ResponseRules rules :
        List.of(ResponseRules.NONE, Rules.redactingEvents(), Rules.redactingBodies())) {
      try (RelayStage stage = RelayStage.of(made -> made.withProviders().rules(rules))) {
        stage.first.always(Answer.events(events).resettingAt(Point.beforeTerminator()));

        assertThat(ask(stage).body()).isEqualTo(events);
        assertThat(stage.record().ending()).isEqualTo(Ending.COMPLETE);
      }
    }
  }

  @Test
  void provider_that_falls_silent_behind_the_end_spoils_nothing() throws Exception {
    String events =
        Sse.data("{\"type\":\"response.output_text.delta\",\"delta\":\"One\"}") + COMPLETED;
    try (RelayStage stage = RelayStage.with(policy -> policy.streamIdleTimeout(SHORT))) {
      stage.first.always(Answer.events(events).stallingAt(Point.beforeTerminator()));

      assertThat(ask(stage).body()).isEqualTo(events);
      assertThat(stage.record().ending()).isEqualTo(Ending.COMPLETE);
      stage.first.awaitCancelled(1, RelayStage.SOON);
    }
  }

  private static HttpResponse<String> ask(RelayStage stage) throws Exception {
    return Client.send(Client.post(stage, PATH, ASK));
  }
}
