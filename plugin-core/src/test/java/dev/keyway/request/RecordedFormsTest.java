package dev.keyway.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.http.ByteSlice;
import dev.keyway.request.AiRequest.Member;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms as real clients send them. */
class RecordedFormsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "aiohttp-transcription | whisper-1 | false | model file",
        "curl-transcription | whisper-1 | false | file model response_format",
        "curl-edit-odd-filename | gpt-image-1 | false | model prompt image[] image[]",
        "curl-form-escape | gpt-image-1 | false | model image",
        "requests-transcription | whisper-1 | true | model stream file",
        "httpx-edit | gpt-image-1 | false | model prompt image[] image[]",
        "openai-python-transcription | whisper-1 | false | model response_format temperature timestamp_granularities[] timestamp_granularities[] file",
        "openai-python-translation | whisper-1 | false | model file",
        "openai-python-streamed | gpt-4o-transcribe | true | model stream file",
        "openai-python-edit | gpt-image-1 | false | prompt model n user image[] image[] mask",
        "openai-python-variation | dall-e-2 | false | model image",
        "openai-java-transcription | whisper-1 | false | file model temperature",
        "openai-java-edit | gpt-image-1 | false | image prompt model n user",
        "okhttp-transcription | whisper-1 | false | model file",
        "undici-transcription | whisper-1 | false | file model prompt",
      })
  void what_each_client_sends_is_read(String name, String model, boolean stream, String fields)
      throws Exception {
    AiRequest request = read(Recording.of(name));

    assertThat(request.model()).isEqualTo(model);
    assertThat(request.stream()).isEqualTo(stream);
    assertThat(request.members().stream().map(Member::name).collect(Collectors.joining(" ")))
        .isEqualTo(fields);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "curl-edit-odd-filename",
        "openai-python-edit",
        "openai-java-transcription",
        "okhttp-transcription",
        "undici-transcription"
      })
  void wherever_it_is_split_the_same_is_found(String name) throws Exception {
    Recording recording = Recording.of(name);
    byte[] body = recording.body();
    List<String> whole = found(recording, body.length);

    for (int at = 1; at < body.length; at++) {
      assertThat(found(recording, at)).as("split at %d", at).isEqualTo(whole);
    }
    assertThat(found(recording, 1)).isEqualTo(whole);
  }

  @ParameterizedTest
  @ValueSource(strings = {"okhttp-transcription", "openai-java-edit", "openai-python-edit"})
  void another_model_is_all_that_changes(String name) throws Exception {
    Recording recording = Recording.of(name);

    byte[] edited =
        ByteSlice.join(new BodyEdit().setText("model", "other-model").apply(read(recording)));

    AiRequest again = read(new Recording(recording.headers(), edited));
    assertThat(again.model()).isEqualTo("other-model");
    assertThat(values(again)).isEqualTo(values(read(recording)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"openai-python-edit", "openai-java-edit"})
  void user_and_prompt_are_read(String name) throws Exception {
    AiRequest request = read(Recording.of(name));

    assertThat(request.user()).isEqualTo("anna");
    assertThat(PromptTexts.of(request))
        .containsExactly(name.contains("java") ? "Ein K\u00e4tzchen" : "A cat\r\nwith a hat");
  }

  /** All values but the model's. */
  private static List<String> values(AiRequest request) {
    return request.members().stream()
        .filter(member -> !member.name().equals("model"))
        .map(member ->
            member.name()
                + "="
                + new String(
                    request.body(),
                    member.valueStart(),
                    member.end() - member.valueStart(),
                    StandardCharsets.ISO_8859_1))
        .toList();
  }

  private static AiRequest read(Recording recording) {
    return switch (RequestReader.read(
        Surface.IMAGE_EDITS, recording.headers(), ClientBody.whole(recording.body()))) {
      case RequestReading.Read read -> read.request();
      case RequestReading other -> throw new AssertionError(other);
    };
  }

  /** What the scanner tells of a body that comes in pieces of this length. */
  private static List<String> found(Recording recording, int length) throws Exception {
    List<String> found = new ArrayList<>();
    MultipartScanner scanner =
        new MultipartScanner(
            recording.boundary(),
            new MultipartScanner.Parts() {
              @Override
              public void begins(PartHead head, long start, long valueStart) {
                found.add(head + " from " + start + ", " + valueStart);
              }

              @Override
              public void ends(long end) {
                found.add("to " + end);
              }
            });
    byte[] body = recording.body();
    for (int at = 0; at < body.length; at += length) {
      scanner.feed(body, at, Math.min(length, body.length - at));
    }
    scanner.end();
    found.add("first at " + scanner.firstStart());
    return found;
  }
}
