package dev.keyway.apisix.runner;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What APISIX's own client code sent, played to our server, and our answers held to those that this
 * code accepted: see the README beside the recordings.
 */
@Timeout(60)
class RecordingsTest {

  private static final String NOBODY =
      "nothing was sent: nobody listened, or nobody took connections";
  private static final String NOT_ASKED = "APISIX itself ends the request before it asks";
  private static final String WRONG =
      "the stub's answer is missing, late or none of the protocol, and ours is right";
  private static final String ERROR =
      "the stub answered an error that this server has no reason for";
  private static final String INEXPRESSIBLE = "the API asks for no bodies, and changes none";
  private static final String REFUSED = "the API refuses an answer that a client does not get so";
  private static final String ON_ANSWER = "plugins decide on requests: ours says so to the client";

  /**
   * By scenario: why not everything is as in the recording. APISIX's frames are played all the
   * same.
   */
  private static final Map<String, String> OTHERWISE =
      Map.ofEntries(
          entry("call-method-unknown", NOT_ASKED),
          entry("error-bad-request", ERROR),
          entry("error-degradation", ERROR),
          entry("error-frame-empty", WRONG),
          entry("error-on-prepare", ERROR),
          entry("error-service-unavailable", ERROR),
          entry("error-unknown", ERROR),
          entry("extra-info-body", INEXPRESSIBLE),
          entry("extra-info-none", INEXPRESSIBLE),
          entry("extra-info-response-body-in-req", INEXPRESSIBLE),
          entry("full-backlog", NOBODY),
          entry("limit-body-just-fits", INEXPRESSIBLE),
          entry("limit-body-too-large", INEXPRESSIBLE),
          entry("no-action-empty-payload", WRONG),
          entry("prepare-reply-empty", WRONG),
          entry("prepare-too-slow", WRONG),
          entry("refused", NOBODY),
          entry("refused-degradation", NOBODY),
          entry("refused-stale-socket", NOBODY),
          entry("resp-call-body-asked", ON_ANSWER),
          entry("resp-call-headers", ON_ANSWER),
          entry("resp-call-pass", ON_ANSWER),
          entry("resp-call-status-body", ON_ANSWER),
          entry("response-not-a-flatbuffer", WRONG),
          entry("rewrite-body", INEXPRESSIBLE),
          entry("rewrite-header-crlf", REFUSED),
          entry("rewrite-wrong-id", WRONG),
          entry("server-close-mid-call", WRONG),
          entry("server-close-mid-frame", WRONG),
          entry("server-timeout", WRONG),
          entry("stop-empty-body", REFUSED),
          entry("stop-status-odd", REFUSED),
          entry("unexpected-type", WRONG));

  /** Both of APISIX's plugins for requests ask about its one request. */
  private static final String ASKED_TWICE = "pre-and-post-req";

  @TempDir Path folder;

  static Stream<Recording> all() {
    return Recording.all();
  }

  @ParameterizedTest
  @MethodSource("all")
  void what_apisix_accepted_is_what_our_server_sends(Recording recording) throws Exception {
    try (Replay replay = new Replay(folder, recording)) {
      replay.play();
      if (OTHERWISE.containsKey(recording.scenario())) {
        assertThat(replay.departures.isEmpty() && replay.statuses.equals(recording.statuses()))
            .as("all is as recorded: the reason has gone")
            .isFalse();
      } else {
        assertThat(replay.departures).isEmpty();
        assertThat(replay.statuses).isEqualTo(statusesOfCalls(recording));
      }
    }
  }

  private static List<Integer> statusesOfCalls(Recording recording) {
    return recording.name().equals(ASKED_TWICE)
        ? List.of(recording.statuses().getFirst(), recording.statuses().getFirst())
        : recording.statuses();
  }

  @Test
  void all_recordings_are_here_and_those_that_show_nothing_of_a_server_are_known() {
    List<Recording> recordings = all().toList();

    assertThat(recordings).hasSize(84);
    assertThat(recordings).extracting(Recording::scenario).containsAll(OTHERWISE.keySet());
    assertThat(recordings.stream().filter(each -> each.steps().isEmpty()))
        .hasSize(4)
        .allSatisfy(each -> assertThat(OTHERWISE.get(each.scenario())).isEqualTo(NOBODY));
  }
}
