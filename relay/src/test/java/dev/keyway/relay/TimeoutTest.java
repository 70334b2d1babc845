package dev.keyway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.record.DecisionRecord;
import dev.keyway.record.DecisionRecord.Ending;
import dev.keyway.scripted.Answer;
import dev.keyway.scripted.OpenAi;
import dev.keyway.scripted.Point;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TimeoutTest {

  /** For what must come in time, on a slow machine too. */
  private static final Duration AMPLE = Duration.ofMillis(500);

  private static final Duration SHORT = Duration.ofMillis(150);

  /** The second attempt has no more time than the first; on a slow machine it may need more. */
  private static final String TIMED_OUT = "first/1 provider (timeout), second/1 ";

  @BeforeAll
  static void warmUp() throws Exception {
    RelayStage.warmUp();
  }

  @Test
  void next_provider_is_called_when_the_first_says_nothing() throws Exception {
    try (RelayStage stage = RelayStage.with(policy -> policy.perRequestTimeout(SHORT))) {
      stage.first.always(Answer.ok("x").stallingAt(Point.beforeHead()));

      stage.chat();

      assertThat(stage.story()).startsWith(TIMED_OUT);
      stage.first.awaitCancelled(1, RelayStage.SOON);
    }
  }

  @Test
  void next_provider_is_called_when_the_first_stops_in_its_body() throws Exception {
    try (RelayStage stage = RelayStage.with(policy -> policy.perRequestTimeout(SHORT))) {
      stage.first.always(Answer.ok("Hello").stallingAt(Point.inBody()));

      stage.chat();

      assertThat(stage.story()).startsWith(TIMED_OUT);
    }
  }

  @Test
  void next_provider_is_called_for_a_stream_when_the_first_sends_a_head_and_nothing_else()
      throws Exception {
    try (RelayStage stage =
        RelayStage.with(policy -> policy.perRequestTimeout(SHORT).streamGuard(SHORT))) {
      stage.first.always(Answer.ok("x").stallingAt(Point.afterHead()));

      stage.chatStreamed();

      assertThat(stage.story()).startsWith(TIMED_OUT);
    }
  }

  @Test
  void committed_stream_is_not_cut_by_the_attempts_time() throws Exception {
    try (RelayStage stage = RelayStage.with(policy -> policy.perRequestTimeout(AMPLE))) {
      stage.first.always(
          Answer.ok("One", "Two").pausingAt(Point.afterContent(1), AMPLE.plus(SHORT)));

      assertThat(stage.chatStreamed().body()).contains("One", "Two");
      assertThat(stage.record().ending()).isEqualTo(Ending.COMPLETE);
    }
  }

  @Test
  void error_whose_body_stalls_is_judged_by_its_head() throws Exception {
    try (RelayStage stage = RelayStage.with(policy -> policy.perRequestTimeout(AMPLE))) {
      stage.first.always(OpenAi.rateLimited().stallingAt(Point.afterHead()));

      stage.chat();

      assertThat(stage.story()).startsWith("first/1 rate (status_429), second/1 ");
    }
  }

  @Test
  void client_is_told_when_the_time_for_all_attempts_is_over() throws Exception {
    try (RelayStage stage = RelayStage.with(policy -> policy.totalTimeout(SHORT))) {
      stage.first.always(Answer.ok("x").stallingAt(Point.beforeHead()));

      HttpResponse<String> answer = stage.chat();

      assertThat(answer.statusCode()).isEqualTo(504);
      assertThat(answer.headers().firstValue("x-keyway-error")).hasValue("timeout");
      assertThat(stage.second.received()).isEmpty();
    }
  }

  @Test
  void total_time_counts_for_streams_that_are_still_held_back() throws Exception {
    try (RelayStage stage = RelayStage.with(policy -> policy.totalTimeout(SHORT))) {
      stage.first.always(Answer.ok("x").stallingAt(Point.afterHead()));

      assertThat(stage.chatStreamed().statusCode()).isEqualTo(504);
    }
  }

  @Test
  void committed_stream_that_falls_silent_ends_with_an_error() throws Exception {
    try (RelayStage stage = RelayStage.with(policy -> policy.streamIdleTimeout(SHORT))) {
      stage.first.always(Answer.ok("One", "Two").stallingAt(Point.afterContent(1)));

      String body = stage.chatStreamed().body();

      assertThat(body).contains("One", "stream_idle_timeout", "\"code\":\"timeout\"");
      assertThat(body).endsWith("data: [DONE]\n\n");
      assertThat(stage.record().ending()).isEqualTo(Ending.PROVIDER_SILENT);
      stage.first.awaitCancelled(1, RelayStage.SOON);
    }
  }

  @Test
  void stream_that_is_slow_but_never_silent_is_left_alone() throws Exception {
    String[] words = Collections.nCopies(12, "word").toArray(String[]::new);
    try (RelayStage stage = RelayStage.with(policy -> policy.streamIdleTimeout(AMPLE))) {
      stage.first.always(Answer.ok(words).pausingAt(Point.betweenPieces(), Duration.ofMillis(50)));

      assertThat(stage.chatStreamed().body()).endsWith("data: [DONE]\n\n");
      assertThat(stage.record().ending()).isEqualTo(Ending.COMPLETE);
    }
  }

  @Test
  void connection_is_not_closed_for_being_idle_while_its_request_is_served() throws Exception {
    ClientLimits limits = Limits.idle(Duration.ofMillis(50));
    try (RelayStage stage = RelayStage.of(made -> made.withProviders().limits(limits))) {
      stage.first.always(Answer.ok("At last").pausingAt(Point.beforeHead(), SHORT.multipliedBy(2)));

      assertThat(stage.chat().body()).contains("At last");
    }
  }

  @Test
  void connection_is_closed_when_it_asks_nothing_for_too_long() throws Exception {
    ClientLimits limits = Limits.idle(Duration.ofMillis(50));
    try (RelayStage stage = RelayStage.of(made -> made.withProviders().limits(limits));
        Wire wire = stage.wire()) {
      wire.chat(Client.HELLO);

      assertThat(wire.readToEnd()).startsWith("HTTP/1.1 200 OK");
    }
  }

  @Test
  void connection_is_closed_when_it_sends_no_whole_head_in_time() throws Exception {
    ClientLimits limits = Limits.headerTimeout(Duration.ofMillis(100));
    try (RelayStage stage = RelayStage.of(made -> made.withProviders().limits(limits));
        Wire silent = stage.wire();
        Wire slow = stage.wire()) {
      slow.send("POST /v1/chat/completions HTTP/1.1\r\nhost:");

      assertThat(silent.readToEnd()).isEmpty();
      assertThat(slow.readToEnd()).isEmpty();
    }
  }

  @Test
  void record_says_how_long_it_took() throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      Instant before = Instant.now();
      stage.first.always(Answer.ok("x").pausingAt(Point.beforeHead(), SHORT));

      stage.chat();

      DecisionRecord record = stage.record();
      assertThat(record.startedAt()).isAfterOrEqualTo(before);
      assertThat(Duration.between(record.startedAt(), record.endedAt()))
          .isGreaterThanOrEqualTo(SHORT);
    }
  }
}
