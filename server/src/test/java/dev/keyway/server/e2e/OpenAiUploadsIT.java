package dev.keyway.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.core.http.StreamResponse;
import com.openai.models.audio.transcriptions.TranscriptionCreateParams;
import com.openai.models.audio.transcriptions.TranscriptionStreamEvent;
import com.openai.models.audio.translations.TranslationCreateParams;
import com.openai.models.images.Image;
import com.openai.models.images.ImageCreateVariationParams;
import com.openai.models.images.ImageEditParams;
import dev.keyway.scripted.Answer;
import dev.keyway.scripted.Received;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images and sound that OpenAI's library for Java sends as forms. */
@ClientLibrary(name = "OpenAI Java", of = OpenAIClient.class)
class OpenAiUploadsIT {

  private final ClientStage stage;
  private final OpenAIClient client;
  private final String model = Sdk.freshModel();

  OpenAiUploadsIT(ClientStage stage) {
    this.stage = stage;
    this.client = Sdk.openAi(stage);
  }

  @AfterEach
  void disconnect() {
    client.close();
  }

  @Test
  @Shows(surface = "images-edits", what = "answer (upload)")
  void anImage_isEdited(@TempDir Path folder) throws IOException {
    ImageEditParams params =
        ImageEditParams.builder()
            .model(pinned())
            .prompt("a hat")
            .image(Files.write(folder.resolve("one.png"), Sdk.PNG))
            .mask(Files.write(folder.resolve("mask.png"), Sdk.PNG))
            .build();
    assertThat(image(client.images().edit(params).data())).isNotEmpty();
    assertThat(received().header("content-type")).startsWith("multipart/form-data");
    assertThat(received().text()).contains("filename=\"one.png\"", "filename=\"mask.png\"");
  }

  @Test
  @Shows(surface = "images-variations", what = "answer (upload)")
  @SuppressWarnings("deprecation") // by OpenAI; served as long as providers do
  void anImage_isVaried(@TempDir Path folder) throws IOException {
    ImageCreateVariationParams params =
        ImageCreateVariationParams.builder()
            .model(pinned())
            .image(Files.write(folder.resolve("one.png"), Sdk.PNG))
            .build();
    assertThat(image(client.images().createVariation(params).data())).isNotEmpty();
  }

  @Test
  @Shows(surface = "audio-transcriptions", what = "answer (upload)")
  void aTranscription_isUnderstood(@TempDir Path folder) throws IOException {
    assertThat(
            client.audio().transcriptions().create(transcription(folder)).asTranscription().text())
        .endsWith("a.wav, " + Sdk.WAV.length + " bytes");
  }

  @Test
  @Shows(surface = "audio-transcriptions", what = "answer (upload)", stream = true)
  void aTranscription_comesAsItIsHeard(@TempDir Path folder) throws IOException {
    stage.openai().whenModel(model).answer(Answer.ok("first", " second"));
    try (StreamResponse<TranscriptionStreamEvent> stream =
        client.audio().transcriptions().createStreaming(transcription(folder))) {
      assertThat(
              stream.stream()
                  .map(TranscriptionStreamEvent::transcriptTextDelta)
                  .flatMap(Optional::stream)
                  .map(event -> event.delta()))
          .containsExactly("first", " second");
    }
  }

  @Test
  @Shows(surface = "audio-translations", what = "answer (upload)")
  @SuppressWarnings("deprecation") // by OpenAI; served as long as providers do
  void aTranslation_isUnderstood(@TempDir Path folder) throws IOException {
    TranslationCreateParams params =
        TranslationCreateParams.builder()
            .model(pinned())
            .file(Files.write(folder.resolve("a.wav"), Sdk.WAV))
            .build();
    assertThat(client.audio().translations().create(params).asTranslation().text())
        .startsWith("This is openai");
  }

  private TranscriptionCreateParams transcription(Path folder) throws IOException {
    return TranscriptionCreateParams.builder()
        .model(pinned())
        .file(Files.write(folder.resolve("a.wav"), Sdk.WAV))
        .build();
  }

  private String pinned() {
    return "openai:" + model;
  }

  private Received received() {
    return Sdk.received(stage.openai(), model);
  }

  private static String image(Optional<List<Image>> images) {
    return images.orElseThrow().getFirst().b64Json().orElseThrow();
  }
}
