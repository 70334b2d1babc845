package dev.keyway.relay;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.record.DecisionRecord.Ending;
import dev.keyway.request.BodyForm;
import dev.keyway.request.Format;
import dev.keyway.request.Surface;
import dev.keyway.scripted.Answer;
import dev.keyway.scripted.Gate;
import dev.keyway.scripted.OpenAi;
import dev.keyway.scripted.Point;
import dev.keyway.scripted.Received;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every endpoint of the two APIs is carried, with its failover and its refusals. */
class SurfacesTest {

  private static final String SPEECH =
      "{\"model\":\"test-model\",\"input\":\"Hello\",\"voice\":\"alloy\"}";
  private static final String BODY = "{\"model\":\"first:test-model\",\"x\":[1]}";

  static Stream<Surface> takingJson() {
    return Arrays.stream(Surface.values()).filter(s -> s.forms().contains(BodyForm.JSON));
  }

  @ParameterizedTest
  @MethodSource("takingJson")
  void request_goes_to_the_same_path_of_its_provider_and_fails_over(Surface surface)
      throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      stage.first.always(OpenAi.rateLimited());

      String body = BODY.replace("first:", "");
      HttpResponse<String> answer = Client.send(Client.post(stage, surface.path(), body));

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(stage.story()).isEqualTo("first/1 rate (rate_limit_exceeded), second/1 success");
      Received received = stage.second.received().getFirst();
      assertThat(received.path()).isEqualTo(surface.path());
      assertThat(received.text()).isEqualTo(body);
      assertThat(received.header(keyHeader(surface))).contains(RelayStage.SECOND_KEY);
    }
  }

  private static String keyHeader(Surface surface) {
    return surface.format() == Format.OPENAI ? "authorization" : "x-api-key";
  }

  @ParameterizedTest
  @MethodSource("takingJson")
  void model_is_spliced_in_place(Surface surface) throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      Client.send(Client.post(stage, surface.path(), BODY));

      assertThat(stage.first.received().getFirst().text())
          .isEqualTo("{\"model\":\"test-model\",\"x\":[1]}");
    }
  }

  @ParameterizedTest
  @EnumSource
  void other_methods_are_refused_in_the_dialect_of_the_path(Surface surface) throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      HttpResponse<String> answer =
          Client.send(HttpRequest.newBuilder(stage.url(surface.path())).DELETE());

      assertThat(answer.statusCode()).isEqualTo(405);
      assertThat(answer.headers().firstValue("allow")).hasValue("POST");
      assertThat(answer.body())
          .startsWith(surface.format() == Format.OPENAI ? "{\"error\":" : "{\"type\":\"error\"")
          .contains(surface.path() + " takes POST, not DELETE");
      assertThat(stage.first.received()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/realtime?model=gpt-realtime", "/v1/responses"})
  void websocket_is_refused_with_what_to_ask_instead(String path) throws Exception {
    try (RelayStage stage = RelayStage.plain();
        Wire wire = stage.wire()) {
      wire.send(
          "GET "
              + path
              + " HTTP/1.1\r\nhost: localhost\r\nconnection: Upgrade\r\nupgrade: websocket\r\n"
              + "sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");

      assertThat(wire.readUntil("}}"))
          .startsWith(path.contains("realtime") ? "HTTP/1.1 404" : "HTTP/1.1 405")
          .contains("WebSocket connections", "\\\"stream\\\": true");
      assertThat(stage.first.received()).isEmpty();
    }
  }

  @Test
  void sound_is_passed_on_as_it_comes() throws Exception {
    Answer begun = Answer.of(200, "audio/mpeg", "ID3-first", "-rest");
    Gate gate = new Gate();
    try (RelayStage stage = RelayStage.plain()) {
      stage.first.always(begun.waitingAt(Point.afterPieces(1), gate));

      HttpResponse<InputStream> answer =
          Client.open(Client.post(stage, Surface.AUDIO_SPEECH.path(), SPEECH));

      assertThat(answer.headers().firstValue("content-type")).hasValue("audio/mpeg");
      assertThat(new String(answer.body().readNBytes(9), US_ASCII)).isEqualTo("ID3-first");
      gate.open();
      assertThat(new String(answer.body().readAllBytes(), US_ASCII)).isEqualTo("-rest");
      assertThat(stage.story()).isEqualTo("first/1 success");
    }
  }

  @Test
  void bytes_of_sound_are_not_touched() throws Exception {
    byte[] sound = new byte[300_000];
    new Random(7).nextBytes(sound);
    sound[0] = (byte) 0xFF;
    try (RelayStage stage = RelayStage.plain()) {
      stage.first.always(Answer.bytes(200, "audio/wav", sound));

      HttpResponse<InputStream> answer =
          Client.open(Client.post(stage, Surface.AUDIO_SPEECH.path(), SPEECH));

      assertThat(answer.body().readAllBytes()).isEqualTo(sound);
    }
  }

  @Test
  void error_in_the_place_of_sound_fails_over() throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      stage.first.always(
          Answer.of(200, "audio/mpeg", "{\"error\":{\"code\":\"server", "_error\"}}"));
      stage.second.always(Answer.of(200, "audio/mpeg", "ID3"));

      HttpResponse<String> answer =
          Client.send(Client.post(stage, Surface.AUDIO_SPEECH.path(), SPEECH));

      assertThat(answer.body()).isEqualTo("ID3");
      assertThat(stage.story()).isEqualTo("first/1 provider (server_error), second/1 success");
    }
  }

  @Test
  void sound_that_breaks_off_is_cut_off_so_that_its_client_can_tell() throws Exception {
    try (RelayStage stage = RelayStage.plain();
        Wire wire = stage.wire()) {
      stage.first.always(
          Answer.of(200, "audio/mpeg", "ID3-first", "-rest").resettingAt(Point.afterPieces(1)));

      wire.send(
          "POST /v1/audio/speech HTTP/1.1\r\nhost: localhost\r\ncontent-length: %d\r\n\r\n%s"
              .formatted(SPEECH.length(), SPEECH));

      assertThat(wire.readToEnd()).contains("ID3-first").doesNotContain("\r\n0\r\n\r\n");
      assertThat(stage.record().ending()).isEqualTo(Ending.PROVIDER_BROKE);
      assertThat(stage.second.received()).isEmpty();
    }
  }
}
