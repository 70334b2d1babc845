package dev.keyway.kong.pdk;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.kong.pdk.Recording.Command;
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
 * What Kong's own client code sent, played to our server, and our answers held to those that this
 * code accepted: see the README beside the recordings.
 */
@Timeout(60)
class RecordingsTest {

  private static final String NOBODY =
      "nothing was sent: they show what Kong does when nobody listens, or when it asks nobody";
  private static final String LATER =
      "the first request is repeated; the others reached no server, so nothing of theirs is there";
  private static final String CUT =
      "only the first rounds and the end of the last were recorded; each close is repeated";
  private static final String WRONG_START =
      "the stub's answer to a start is missing or wrong, and ours is right";
  private static final String WRONG_END =
      "the stub's answer to an event is missing or wrong, and ours is right";
  private static final String INEXPRESSIBLE = "a call that the API does not have, or can't express";
  private static final String REFUSED =
      "the API refuses the call, so the client's 500 is the server's own and has a body";

  /**
   * By scenario: why not everything is as in the recording. Kong's frames are played all the same.
   */
  private static final Map<String, String> OTHERWISE =
      Map.ofEntries(
          entry("close-loop", CUT),
          entry("close-loop-until-exhausted", CUT),
          entry("close-mid-event", WRONG_END),
          entry("close-on-start", WRONG_START),
          entry("external-server-never-ready", NOBODY),
          entry("full-backlog", LATER),
          entry("other-pdk-calls", INEXPRESSIBLE),
          entry("pdk-argument-error", INEXPRESSIBLE),
          entry("pdk-argument-error-exit-status", REFUSED),
          entry("pdk-argument-error-get-headers-zero", REFUSED),
          entry("pdk-argument-undecodable", INEXPRESSIBLE),
          entry("refused-cold", NOBODY),
          entry("refused-stale-socket", NOBODY),
          entry("refused-warm", LATER),
          entry("return-empty-frame", WRONG_END),
          entry("return-wrong-sequence", WRONG_END),
          entry("server-timeout", WRONG_END),
          entry("server-timeout-on-start", WRONG_START),
          entry("set-headers-value-kinds", INEXPRESSIBLE),
          entry("start-without-instance-status", WRONG_START),
          entry("start-wrong-sequence", WRONG_START),
          entry("unknown-pdk-method", INEXPRESSIBLE));

  @TempDir Path folder;

  static Stream<Recording> all() {
    return Recording.all();
  }

  @ParameterizedTest
  @MethodSource("all")
  void what_kong_accepted_is_what_our_server_sends(Recording recording) throws Exception {
    try (Replay replay = new Replay(folder)) {
      for (Command command : recording.commands()) {
        replay.play(command);
      }
      if (OTHERWISE.containsKey(recording.scenario())) {
        assertThat(replay.departures.isEmpty() && replay.statuses.equals(recording.statuses()))
            .as("all is as recorded: the reason has gone")
            .isFalse();
      } else {
        assertThat(replay.departures).isEmpty();
        assertThat(replay.statuses).isEqualTo(recording.statuses());
      }
    }
  }

  @Test
  void all_recordings_are_here_and_those_that_show_nothing_of_a_server_are_known() {
    List<Recording> recordings = all().toList();

    assertThat(recordings).hasSize(77);
    assertThat(recordings).extracting(Recording::scenario).containsAll(OTHERWISE.keySet());
    assertThat(recordings.stream().filter(each -> each.commands().isEmpty()))
        .hasSize(6)
        .allSatisfy(each -> assertThat(OTHERWISE.get(each.scenario())).isEqualTo(NOBODY));
  }
}
