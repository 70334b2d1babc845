package dev.keyway.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.client.OpenAIClient;
import com.openai.core.http.HttpResponse;
import com.openai.core.http.StreamResponse;
import com.openai.errors.NotFoundException;
import com.openai.models.audio.speech.SpeechCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.images.Image;
import com.openai.models.images.ImageGenStreamEvent;
import com.openai.models.images.ImageGenerateParams;
import com.openai.models.moderations.ModerationCreateParams;
import dev.keyway.scripted.Answer;
import dev.keyway.scripted.Received;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Vectors, judgements, images and sound with OpenAI's library for Java, and what is not served. */
@ClientLibrary(name = "OpenAI Java", of = OpenAIClient.class)
class OpenAiMediaIT {

  private static final String NOT_FOUND = "`NotFoundException`, `unknown_path`";

  private final ClientStage stage;
  private final OpenAIClient client;
  private final String model = Sdk.freshModel();

  OpenAiMediaIT(ClientStage stage) {
    this.stage = stage;
    this.client = Sdk.openAi(stage);
  }

  @AfterEach
  void disconnect() {
    client.close();
  }

  @Test
  @Shows(surface = "embeddings", what = "answer (base64, the library's default)")
  void embeddings_areDecoded() {
    EmbeddingCreateParams params =
        EmbeddingCreateParams.builder()
            .model(pinned())
            .inputOfArrayOfStrings(List.of("one", "two"))
            .build();
    assertThat(client.embeddings().create(params).data())
        .hasSize(2)
        .allSatisfy(one -> assertThat(one.embedding()).containsExactly(0.5f, -0.25f, 0.125f, 0.0f));
    assertThat(received().json().path("encoding_format").asText()).isEqualTo("base64");
  }

  @Test
  @Shows(surface = "moderations")
  void aModeration_isUnderstood() {
    ModerationCreateParams params =
        ModerationCreateParams.builder().model(pinned()).input("one").build();
    assertThat(client.moderations().create(params).results().getFirst().flagged()).isFalse();
  }

  @Test
  @Shows(surface = "images-generations")
  void anImage_isMade() {
    assertThat(image(client.images().generate(generation()).data())).isEqualTo(Sdk.base64(Sdk.PNG));
  }

  @Test
  @Shows(surface = "images-generations", stream = true)
  void anImage_comesInParts() {
    try (StreamResponse<ImageGenStreamEvent> stream =
        client.images().generateStreaming(generation())) {
      assertThat(stream.stream().map(event -> event.isGenerationCompleted()))
          .containsExactly(false, true);
    }
  }

  @Test
  @Shows(surface = "audio-speech", what = "answer (bytes)")
  void speech_isBytes() throws IOException {
    stage.openai().whenModel(model).answer(Answer.ok("Hello", " there"));
    SpeechCreateParams params =
        SpeechCreateParams.builder()
            .model(pinned())
            .voice(SpeechCreateParams.Voice.UnionMember1.ALLOY)
            .input("Hello there")
            .build();
    try (HttpResponse audio = client.audio().speech().create(params)) {
      assertThat(new String(audio.body().readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("ID3")
          .endsWith("Hello there");
    }
  }

  @Test
  @Shows(surface = "not served", what = "responses by id", result = NOT_FOUND)
  void storedResponses_areNotServed() {
    assertNotServed(() -> client.responses().retrieve("resp_1"));
  }

  @Test
  @Shows(surface = "not served", what = "files", result = NOT_FOUND)
  void files_areNotServed() {
    assertNotServed(() -> client.files().retrieve("file-1"));
  }

  @Test
  @Shows(surface = "not served", what = "batches", result = NOT_FOUND)
  void batches_areNotServed() {
    assertNotServed(() -> client.batches().retrieve("batch_1"));
  }

  @Test
  @Shows(surface = "not served", what = "assistants and threads", result = NOT_FOUND)
  @SuppressWarnings("deprecation") // by OpenAI, and refused here; clients should hear so
  void assistants_areNotServed() {
    assertNotServed(() -> client.beta().assistants().retrieve("asst_1"));
  }

  private static void assertNotServed(ThrowingCallable call) {
    NotFoundException refused = catchThrowableOfType(NotFoundException.class, call);
    assertThat(refused.code()).contains("unknown_path");
  }

  private ImageGenerateParams generation() {
    return ImageGenerateParams.builder().model(pinned()).prompt("a cat").build();
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
