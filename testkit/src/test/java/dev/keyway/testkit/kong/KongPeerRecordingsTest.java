package dev.keyway.testkit.kong;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keyway.http.Headers;
import dev.keyway.testkit.openresty.Lua;
import dev.keyway.testkit.recorded.RecordedServer;
import dev.keyway.testkit.recorded.Recording;
import dev.keyway.testkit.recorded.Requests;
import dev.keyway.testkit.recorded.Saw;
import dev.keyway.testkit.recorded.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@link KongPeer} sends is what Kong's real client code was recorded to send to the same
 * answers, and the same becomes of the requests.
 */
class KongPeerRecordingsTest {

  private static final String UPSTREAM_HOST = "relay.example:8080";

  /** How many connections were left for the plugin in the recording that runs out of them. */
  private static final int FEW_CONNECTIONS = 250;

  /** The connection on which the server recovers in the recordings in which it does. */
  private static final int RECOVERED = 383;

  private static final int RECOVERED_3_7 = 552;

  /** How many requests a full backlog left without a connection. */
  private static final int FOUND_NO_CONNECTION = 4;

  /** From what the server does with an event there to the event's end. */
  private static final int STEPS_OF_AN_ANSWER = 5;

  private static final Duration AS_RECORDED = Duration.ofMillis(1500);

  @TempDir private Path folder;

  static List<Recording> recordings() {
    return KongRecordings.all();
  }

  @Test
  void recordings_areAllThere() {
    assertThat(recordings()).hasSize(77);
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void requests_areTreatedAsByKong(Recording recording) throws IOException {
    Path socket = folder.resolve("s");
    RecordedRequests requests = new RecordedRequests(recording, folder);
    try (Requests groups = new Requests();
        RecordedServer server = new RecordedServer(new Decoded(), socket, groups)) {
      // Before Kong, which looks for a server as soon as it is there.
      prepare(recording, server);
      try (KongPeer kong = kong(recording, socket)) {
        Replay replay = new Replay(recording, requests, kong);
        replay.configure();
        replay.addTo(groups);
        play(recording, server, groups);
        compare(recording, replay.ended());
      }
    }
  }

  /**
   * Of the requests that come at once to a full backlog, one has the pooled connection. None other
   * may have it after that one, so it is answered when those are over that found no connection.
   */
  private static void play(Recording recording, RecordedServer server, Requests requests)
      throws IOException {
    List<Step> steps = steps(recording);
    if (recording.scenario().equals("full-backlog")) {
      int second = steps.size() - STEPS_OF_AN_ANSWER;
      server.play(steps.subList(0, second));
      requests.awaitOver(1 + FOUND_NO_CONNECTION);
      steps = steps.subList(second, steps.size());
    }
    server.play(steps);
    server.finish();
  }

  private static KongPeer kong(Recording recording, Path socket) {
    return KongPeer.start(KongRecordings.version(recording), socket, settings(recording));
  }

  private static PeerSettings settings(Recording recording) {
    String scenario = recording.scenario();
    PeerSettings settings = PeerSettings.DEFAULT;
    if (!scenario.equals("external-server-never-ready")) {
      settings = settings.withStartCommand();
    }
    if (scenario.startsWith("server-timeout")) {
      settings = settings.withReadTimeout(Duration.ofMillis(300));
    }
    if (scenario.equals("full-backlog")) {
      settings = settings.withReadTimeout(AS_RECORDED);
    }
    if (scenario.startsWith("start-w")) {
      settings = settings.withClaimStep(Duration.ofMillis(1));
    }
    return scenario.equals("close-loop-until-exhausted")
        ? settings.withWorkerConnections(FEW_CONNECTIONS)
        : settings;
  }

  private static void prepare(Recording recording, RecordedServer server) throws IOException {
    switch (recording.scenario()) {
      case "refused-cold" -> server.stopListening();
      case "refused-stale-socket" -> server.die();
      default -> {}
    }
  }

  private static List<Step> steps(Recording recording) {
    return switch (recording.name()) {
      case "close-loop" -> Rounds.filledUp(recording.steps(), RECOVERED, false);
      case "close-loop.3.7.1" -> Rounds.filledUp(recording.steps(), RECOVERED_3_7, false);
      case "close-loop-until-exhausted" ->
          Rounds.filledUp(recording.steps(), FEW_CONNECTIONS, true);
      default -> recording.steps();
    };
  }

  private static void compare(Recording recording, List<Replay.Ended> ended) {
    List<String> expected = new ArrayList<>();
    List<String> actual = new ArrayList<>();
    for (int i = 0; i < ended.size(); i++) {
      JsonNode request = recording.requests().get(i);
      JsonNode upstream = request.path("upstream_saw");
      expected.add(client(request.path("client_saw"), upstream));
      if (upstream.isArray()) {
        expected.add(Saw.upstream(upstream.path(0)));
      }
      actual.addAll(said(ended.get(i)));
    }
    if (recording.sendsAtOnce()) {
      Recording.elements(recording.json().at("/outcome/upstream_saw"))
          .forEach(upstream -> expected.add(Saw.upstream(upstream)));
      expected.replaceAll(Saw::anyNumber);
      actual.replaceAll(Saw::anyNumber);
      assertThat(actual).containsExactlyInAnyOrderElementsOf(expected);
    } else {
      assertThat(actual).isEqualTo(expected);
    }
  }

  private static List<String> said(Replay.Ended ended) {
    return switch (ended.outcome()) {
      case Outcome.Passed passed -> List.of(Saw.BY_UPSTREAM, upstream(ended.request()));
      case Outcome.Answered(int status, byte[] body, Headers headers) ->
          List.of(Saw.client(status, headers, Lua.string(body)));
    };
  }

  private static String upstream(KongRequest request) {
    String path = request.upstreamPath() == null ? request.target() : request.upstreamPath();
    Headers headers =
        request.headers().toBuilder()
            .set("host", request.upstreamHost() == null ? UPSTREAM_HOST : request.upstreamHost())
            .build();
    return Saw.upstream(request.method(), path, headers);
  }

  private static String client(JsonNode saw, JsonNode upstream) {
    String status = saw.path("status_line").asText().split(" ", -1)[1];
    if (upstream.isArray() || (status.equals("200") && upstream.isMissingNode())) {
      return status + " by upstream";
    }
    return Saw.client(Integer.parseInt(status), Saw.headers(saw), saw.path("body").asText());
  }
}
