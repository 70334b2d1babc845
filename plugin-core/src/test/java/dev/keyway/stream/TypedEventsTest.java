package dev.keyway.stream;

import static dev.keyway.stream.Streams.watched;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.refusal.ErrorCode;
import dev.keyway.refusal.Refusal;
import dev.keyway.request.Dialect;
import dev.keyway.request.Format;
import dev.keyway.request.Surface;
import dev.keyway.stream.StreamWatch.State;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams of images, transcriptions and speech. */
class TypedEventsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "IMAGE_GENERATIONS | {'type':'image_generation.partial_image','b64_json':'iVBO'} | CONTENT",
        "IMAGE_GENERATIONS | {'type':'image_generation.completed','b64_json':'iVBO'} | CONTENT",
        "IMAGE_EDITS | {'type':'image_edit.partial_image','b64_json':'iVBO'} | CONTENT",
        "IMAGE_EDITS | {'type':'image_edit.in_progress'} | WAITING",
        "AUDIO_TRANSCRIPTIONS | {'type':'transcript.text.delta','delta':'a'} | CONTENT",
        "AUDIO_TRANSCRIPTIONS | {'type':'transcript.text.delta','delta':''} | WAITING",
        "AUDIO_TRANSCRIPTIONS | {'type':'transcript.text.segment','text':'a','speaker':'A'} | CONTENT",
        "AUDIO_TRANSCRIPTIONS | {'type':'transcript.text.done','text':''} | CONTENT",
        "AUDIO_SPEECH | {'type':'speech.audio.delta','audio':'SUQz'} | CONTENT",
        "AUDIO_SPEECH | {'type':'speech.audio.delta','audio':''} | WAITING",
        "AUDIO_SPEECH | {'type':'error','error':{'message':'m'}} | ERROR",
        "AUDIO_SPEECH | {'error':{'message':'m'}} | ERROR",
        "EMBEDDINGS | {'data':[]} | WAITING",
      })
  void firstEvent_tells(Surface surface, String data, State state) {
    assertThat(watched(surface, "data: " + data.replace('\'', '"') + "\n\n").state())
        .isEqualTo(state);
  }

  @Test
  void namedErrorWithoutJson_isAnError() {
    assertThat(watched(Surface.AUDIO_SPEECH, "event: error\ndata: down\n\n").state())
        .isEqualTo(State.ERROR);
  }

  @ParameterizedTest
  @ValueSource(strings = {Streams.IMAGES, Streams.TRANSCRIPTION, Streams.SPEECH})
  void answer_isWholeByItsLastEvent(String stream) {
    String withoutLast = stream.substring(0, stream.lastIndexOf("data:"));

    assertThat(watched(Surface.IMAGE_GENERATIONS, stream).whole()).isTrue();
    assertThat(watched(Surface.IMAGE_GENERATIONS, withoutLast).whole()).isFalse();
  }

  @Test
  void imageOfManyMegabytes_isContentBeforeItEnds_andWholeWithItsEnd() {
    String event = "data: {\"type\":\"image_generation.completed\",\"b64_json\":\"";
    StreamWatch watch = watched(Surface.IMAGE_GENERATIONS, event + "A".repeat(4 << 20));

    assertThat(watch.state()).isEqualTo(State.CONTENT);
    assertThat(watch.whole()).isFalse();
    Streams.feed(watch, "\"}\n\n");

    assertThat(watch.whole()).isTrue();
  }

  @Test
  void brokenStream_endsWithAnErrorEvent() {
    Refusal broke = Refusal.of(ErrorCode.TIMEOUT, "silent");
    String ending =
        new String(
            StreamWatch.of(Surface.AUDIO_TRANSCRIPTIONS).ending(broke), StandardCharsets.UTF_8);

    assertThat(ending)
        .isEqualTo(
            "event: error\ndata: {\"type\":\"error\",\"code\":\"timeout\",\"message\":\"silent\",\"param\":null,\"error\":"
                + Dialect.of(Format.OPENAI).errorObject(broke)
                + "}\n\n");
  }
}
