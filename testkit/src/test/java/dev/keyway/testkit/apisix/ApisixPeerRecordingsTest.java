package dev.keyway.testkit.apisix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keyway.http.Headers;
import dev.keyway.testkit.openresty.Lua;
import dev.keyway.testkit.recorded.RecordedServer;
import dev.keyway.testkit.recorded.Recording;
import dev.keyway.testkit.recorded.Requests;
import dev.keyway.testkit.recorded.Saw;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@link ApisixPeer} sends is what APISIX's real client code was recorded to send to the same
 * answers, and the same becomes of the requests.
 */
@Timeout(120)
class ApisixPeerRecordingsTest {

  private static final Duration SHORT = Duration.ofMillis(300);

  /** Compared of a body; the files show a little more of what clients saw. */
  private static final int SHOWN = 900;

  /** Of what upstream saw they show less. */
  private static final int SHOWN_OF_UPSTREAMS = 300;

  @TempDir private Path folder;

  static List<Recording> recordings() {
    return ApisixRecordings.all();
  }

  @Test
  void recordings_areAllThere() {
    assertThat(recordings()).hasSize(84);
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void requests_areTreatedAsByApisix(Recording recording) throws IOException {
    Path socket = folder.resolve("s");
    try (Requests groups = new Requests();
        RecordedServer server = new RecordedServer(new Decoded(), socket, groups);
        ApisixPeer apisix =
            ApisixPeer.start(ApisixRecordings.version(recording), socket, settings(recording))) {
      switch (recording.scenario()) {
        case "refused", "refused-degradation" -> server.stopListening();
        case "refused-stale-socket" -> server.die();
        default -> {}
      }
      Replay replay = new Replay(recording, apisix);
      replay.play(server, groups);
      compare(recording, replay.ended());
    }
  }

  private static PeerSettings settings(Recording recording) {
    return switch (recording.scenario()) {
      case "server-timeout" -> PeerSettings.DEFAULT.withTimeout(SHORT);
      case "prepare-reply-empty", "prepare-too-slow" -> PeerSettings.DEFAULT.withLockWait(SHORT);
      default -> PeerSettings.DEFAULT;
    };
  }

  private static void compare(Recording recording, List<Replay.Ended> ended) {
    List<String> expected = new ArrayList<>();
    List<String> actual = new ArrayList<>();
    // The plugin for answers asks upstream itself, with a client of its own.
    boolean byPlugin = recording.scenario().startsWith("resp-call");
    for (int i = 0; i < ended.size(); i++) {
      JsonNode request = recording.requests().get(i);
      expected.add(client(request.path("client_saw")));
      if (request.path("upstream_saw").isArray() && !byPlugin) {
        expected.add(upstream(request.at("/upstream_saw/0")));
      }
      actual.addAll(said(ended.get(i)));
    }
    if (recording.sendsAtOnce()) {
      Recording.elements(recording.json().at("/outcome/upstream_saw"))
          .forEach(upstream -> expected.add(upstream(upstream)));
      assertThat(actual).containsExactlyInAnyOrderElementsOf(expected);
    } else {
      assertThat(actual).isEqualTo(expected);
    }
  }

  private static List<String> said(Replay.Ended ended) {
    return switch (ended.outcome()) {
      case Outcome.Passed passed -> List.of(byUpstream(ended.request()), upstream(ended.request()));
      case Outcome.Answered(int status, byte[] body, Headers headers) ->
          List.of(client(status, headers, Lua.string(body)));
      case Outcome.Cut cut -> List.of("");
    };
  }

  private static String byUpstream(ApisixRequest request) {
    Headers.Builder headers = request.responseHeaders().toBuilder();
    Replay.UPSTREAM.headers().forEach(headers::add);
    String body = Lua.string(Replay.UPSTREAM.body());
    return client(200, headers.build(), request.method().equals("HEAD") ? "" : body);
  }

  private static String client(int status, Headers headers, String body) {
    return Saw.client(status, headers, body.substring(0, Math.min(body.length(), SHOWN)));
  }

  private static String client(JsonNode saw) {
    String line = saw.path("status_line").asText();
    if (line.isEmpty()) {
      return "";
    }
    if (line.contains("timed out")) {
      // The client left; here it waits until nobody listens any more.
      Outcome.Answered page = NginxPage.of(503);
      return client(page.status(), page.headers(), Lua.string(page.body()));
    }
    Headers headers = Saw.headers(saw);
    String body = saw.path("body").asText();
    boolean chunked = headers.contains("transfer-encoding");
    return client(
        Integer.parseInt(line.split(" ", -1)[1]), headers, chunked ? withoutChunks(body) : body);
  }

  /** As far as it is shown. */
  private static String withoutChunks(String chunked) {
    int line = chunked.indexOf("\r\n");
    int length = Integer.parseInt(chunked.substring(0, line), 16);
    int start = line + 2;
    int end = Math.min(chunked.length(), start + length);
    return length == 0
        ? ""
        : chunked.substring(start, end)
            + (end + 2 < chunked.length() ? withoutChunks(chunked.substring(end + 2)) : "");
  }

  private static String upstream(ApisixRequest request) {
    Headers.Builder headers = request.headers().toBuilder();
    if (request.upstreamHost() != null) {
      headers.set("host", request.upstreamHost());
    }
    return sorted(
        Saw.upstream(request.method(), request.upstreamTarget(), headers.build()),
        Lua.string(request.body()));
  }

  private static String upstream(JsonNode saw) {
    return sorted(Saw.upstream(saw), saw.path("body").asText());
  }

  /** Arguments that were written anew have no order. */
  private static String sorted(String saw, String body) {
    String[] parts = saw.split(" ", 3);
    String[] target = parts[1].split("\\?", 2);
    String arguments =
        target.length == 1
            ? ""
            : Arrays.stream(target[1].split("&", -1)).sorted().collect(Collectors.joining("&"));
    String shown = body.substring(0, Math.min(body.length(), SHOWN_OF_UPSTREAMS));
    return String.join(" ", parts[0], target[0], arguments, parts[2], shown);
  }
}
