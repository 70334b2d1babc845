package dev.keyway.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.record.DecisionRecord;
import dev.keyway.record.DecisionRecord.Ending;
import dev.keyway.scripted.Answer;
import dev.keyway.scripted.Anthropic;
import dev.keyway.scripted.Framing;
import dev.keyway.scripted.Gate;
import dev.keyway.scripted.Move;
import dev.keyway.scripted.OpenAi;
import dev.keyway.scripted.Point;
import dev.keyway.scripted.Sse;
import dev.keyway.stream.Usage;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * The first content commits an answer: before it everything may be tried again, after it nothing.
 */
class CommitTest {

  private static final Duration SHORT = Duration.ofMillis(150);
  private static final UpstreamSettings LITTLE_HELD = Limits.held(100, 100, 100);
  private static final String PING = "event: ping\ndata: {\"type\":\"ping\"}\n\n";

  @Test
  void role_and_comments_do_not_commit() throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      stage.first.always(
          Answer.events(
                  ": OPENROUTER PROCESSING\n\n",
                  "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}\n\n")
              .endingAt(Point.beforeTerminator(), OpenAi.errorEvent()));

      assertThat(stage.chatStreamed().body()).contains("second").doesNotContain("PROCESSING");
      assertThat(stage.story()).isEqualTo("first/1 provider (server_error), second/1 success");
    }
  }

  @Test
  void message_start_and_pings_do_not_commit() throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      stage.first.always(
          Answer.ok("x")
              .at(Point.beforeContent(), new Move.Say(PING))
              .endingAt(Point.beforeContent(), Anthropic.errorEvent()));

      assertThat(stage.messagesStreamed().body()).contains("second");
      assertThat(stage.story()).isEqualTo("first/1 provider (overloaded_error), second/1 success");
    }
  }

  @Test
  void live_stream_without_content_is_let_through_when_its_guard_is_over() throws Exception {
    Gate gate = new Gate();
    try (RelayStage stage = RelayStage.with(policy -> policy.streamGuard(SHORT));
        Wire wire = stage.wire()) {
      stage.first.always(Answer.ok("Thought long").waitingAt(Point.beforeContent(), gate));

      wire.chat(Client.HELLO_STREAMED);
      assertThat(wire.readUntil("\"role\":\"assistant\"")).startsWith("HTTP/1.1 200 OK");
      gate.open();
      assertThat(wire.readUntil("[DONE]")).contains("Thought long");
      assertThat(stage.story()).isEqualTo("first/1 success");
    }
  }

  @Test
  void stream_that_is_silent_when_its_guard_is_over_is_let_through_by_its_first_sign_of_life()
      throws Exception {
    Gate gate = new Gate();
    Gate never = new Gate();
    try (RelayStage stage = RelayStage.with(policy -> policy.streamGuard(Duration.ofMillis(1)));
        Wire wire = stage.wire()) {
      stage.first.always(
          Answer.events(": still here\n\n", "data: {}\n\n")
              .waitingAt(Point.afterHead(), gate)
              .pausingAt(Point.afterHead(), SHORT)
              .waitingAt(Point.afterPieces(1), never));

      wire.chat(Client.HELLO_STREAMED);
      gate.awaitReached(RelayStage.SOON);
      gate.open();

      assertThat(wire.readUntil("still here")).startsWith("HTTP/1.1 200 OK");
    }
  }

  @Test
  void stream_that_breaks_after_content_ends_with_an_error_and_the_terminator() throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      stage.first.always(Answer.ok("One", "Two").resettingAt(Point.afterContent(1)));

      String body = stage.chatStreamed().body();

      assertThat(body).contains("One", "\"code\":\"upstream_unreachable\"").doesNotContain("Two");
      assertThat(body).endsWith("data: [DONE]\n\n");
      assertThat(stage.record().ending()).isEqualTo(Ending.PROVIDER_BROKE);
      assertThat(stage.second.received()).isEmpty();
    }
  }

  @Test
  void message_stream_that_breaks_after_content_ends_with_an_error_event() throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      stage.first.always(Answer.ok("One", "Two").closingAt(Point.afterContent(1)));

      String body = stage.messagesStreamed().body();

      assertThat(body).contains("One", "\n\nevent: error\ndata: {\"type\":\"error\"");
      assertThat(stage.record().ending()).isEqualTo(Ending.PROVIDER_BROKE);
    }
  }

  @Test
  void event_that_was_cut_in_its_middle_does_not_go_out() throws Exception {
    String whole = Sse.data("{\"choices\":[{\"delta\":{\"content\":\"One\"}}]}");
    String cut = "data: {\"choices\":[{\"delta\":{\"conte";
    try (RelayStage stage = RelayStage.plain()) {
      stage.first.always(Answer.events(whole + cut).closingAt(Point.beforeTerminator()));

      assertThat(stage.chatStreamed().body())
          .startsWith(whole + "data: {\"error\"")
          .endsWith("data: [DONE]\n\n");
    }
  }

  @Test
  void error_does_not_join_a_large_event_that_was_cut_in_its_middle() throws Exception {
    String events =
        Sse.data("{\"choices\":[{\"delta\":{\"content\":\"One\"}}]}")
            + "data: {\"choices\":[{\"delta\":{\"content\":\""
            + "x".repeat(WholeEvents.MOST_HELD);
    try (RelayStage stage = RelayStage.plain()) {
      stage.first.always(Answer.events(events).closingAt(Point.beforeTerminator()));

      assertThat(stage.chatStreamed().body())
          .startsWith(events + "\n\ndata: {\"error\"")
          .endsWith("data: [DONE]\n\n");
    }
  }

  @Test
  void stream_that_ends_in_the_middle_of_an_event_counts_as_broken() throws Exception {
    String whole = Sse.data("{\"choices\":[{\"delta\":{\"content\":\"One\"}}]}");
    String cut = "data: {\"choices\":[{\"delta\":{\"conte";
    try (RelayStage stage = RelayStage.plain()) {
      stage.first.always(
          Answer.events(whole + cut)
              .framed(Framing.UNTIL_CLOSE)
              .closingAt(Point.beforeTerminator()));

      assertThat(stage.chatStreamed().body()).startsWith(whole + "data: {\"error\"");
      assertThat(stage.record().ending()).isEqualTo(Ending.PROVIDER_BROKE);
    }
  }

  @Test
  void stream_that_ends_before_its_answer_does_counts_as_broken() throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      stage.first.always(Answer.ok("One", "Two").at(Point.afterContent(1), new Move.End()));

      assertThat(stage.chatStreamed().body())
          .contains("One", "\"code\":\"upstream_unreachable\"")
          .endsWith("data: [DONE]\n\n");
      assertThat(stage.record().ending()).isEqualTo(Ending.PROVIDER_BROKE);
    }
  }

  @Test
  void stream_without_terminator_is_whole_when_it_said_why_it_stopped() throws Exception {
    String events = Sse.data("{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}");
    try (RelayStage stage = RelayStage.plain()) {
      stage.first.always(Answer.events(events));

      assertThat(stage.chatStreamed().body()).isEqualTo(events);
      assertThat(stage.record().ending()).isEqualTo(Ending.COMPLETE);
    }
  }

  @Test
  void stream_that_announces_its_length_is_framed_anew() throws Exception {
    try (RelayStage stage = RelayStage.plain();
        Wire wire = stage.wire()) {
      stage.first.always(Answer.ok("One", "Two").framed(Framing.LENGTH));

      wire.chat(Client.HELLO_STREAMED);
      String head = wire.readUntil("\r\n\r\n").toLowerCase(Locale.ROOT);

      assertThat(head).contains("transfer-encoding: chunked").doesNotContain("content-length");
      assertThat(wire.readUntil("0\r\n\r\n")).contains("[DONE]");
    }
  }

  @Test
  void answer_that_breaks_after_it_was_committed_is_cut_off() throws Exception {
    try (RelayStage stage = RelayStage.of(made -> made.withProviders().upstream(LITTLE_HELD))) {
      stage.first.always(
          Answer.of(200, "application/json", "{\"x\":\"" + "y".repeat(500), "z".repeat(500) + "\"}")
              .framed(Framing.LENGTH)
              .resettingAt(Point.afterPieces(1)));

      assertThatThrownBy(stage::chat).isInstanceOf(IOException.class);
      DecisionRecord record = stage.record();
      assertThat(record.ending()).isEqualTo(Ending.PROVIDER_BROKE);
      assertThat(stage.inFlight("first")).isZero();
    }
  }

  @Test
  void answer_too_long_to_be_held_is_passed_as_it_comes_and_its_usage_read() throws Exception {
    String body =
        "{\"x\":\""
            + "y".repeat(200_000)
            + "\",\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4}}";
    try (RelayStage stage = RelayStage.of(made -> made.withProviders().upstream(LITTLE_HELD))) {
      stage.first.always(Answer.json(200, body));

      HttpResponse<String> answer = stage.chat();

      assertThat(answer.body()).isEqualTo(body);
      assertThat(answer.headers().firstValueAsLong("content-length")).hasValue(body.length());
      assertThat(stage.record().usage()).isEqualTo(new Usage(3L, 4L));
    }
  }
}
