package dev.keyway.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.RateLimitException;
import com.openai.errors.SseException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.models.Model;
import dev.keyway.scripted.Answer;
import dev.keyway.scripted.Gate;
import dev.keyway.scripted.OpenAi;
import dev.keyway.scripted.Point;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * OpenAI's own client library, told nothing but an address and a key. What a test breaks is one
 * model's, so the others are not touched.
 */
@ClientLibrary(name = "OpenAI Java", of = OpenAIClient.class)
class OpenAiSdkIT {

  private static Stage stage;

  private OpenAIClient client;

  @BeforeAll
  static void open(@TempDir Path folder) {
    stage = Stage.open(folder);
  }

  @AfterAll
  static void close() {
    stage.close();
  }

  @BeforeEach
  void connect() {
    client = connect(stage.accessKey());
  }

  @AfterEach
  void disconnect() {
    client.close();
  }

  @Test
  @Shows(surface = "chat-completions")
  void aChatCompletion_isUnderstood() {
    stage.openai().answer(Answer.ok("Hello from the provider").withUsage(7, 4));
    ChatCompletion completion = client.chat().completions().create(chat("gpt-4o").build());
    assertThat(text(completion)).isEqualTo("Hello from the provider");
    assertThat(completion.usage().orElseThrow().totalTokens()).isEqualTo(11);
    assertThat(stage.openai().received().getLast().key()).isEqualTo(Stage.PRIMARY);
  }

  @Test
  @Shows(surface = "chat-completions", stream = true)
  void aStream_isReadAsItComes() {
    Gate gate = new Gate();
    stage.openai().answer(Answer.ok("first", "second").waitingAt(Point.afterContent(1), gate));
    try (StreamResponse<ChatCompletionChunk> stream =
        client.chat().completions().createStreaming(chat("gpt-4o").build())) {
      Iterator<String> texts = texts(stream);
      assertThat(texts.next()).isEqualTo("first");
      gate.open();
      assertThat(texts.next()).isEqualTo("second");
      assertThat(texts).isExhausted();
    }
  }

  @Test
  @Shows(surface = "chat-completions", what = "a second model (`models`)")
  void theModelNamedSecond_answersWhenTheFirstCannot() {
    stage.openai().whenModel("gpt-4.1").always(OpenAi.overloaded());
    stage.google().answer(Answer.ok("From Google"));
    ChatCompletionCreateParams params =
        chat("gpt-4.1")
            .putAdditionalBodyProperty("models", JsonValue.from(List.of("gemini-2.5-flash")))
            .build();
    assertThat(text(client.chat().completions().create(params))).isEqualTo("From Google");
  }

  @Test
  @Shows(surface = "models", what = "list")
  void modelsAreListed_andFound() {
    List<String> ids = client.models().list().autoPager().stream().map(Model::id).toList();
    assertThat(ids)
        .contains("gpt-4o", "gemini-2.5-flash", "claude-sonnet-4-5", "text-embedding-3-small")
        .doesNotHaveDuplicates();
    assertThat(client.models().retrieve("gpt-4o").ownedBy()).isEqualTo("openai");
    assertThat(client.models().retrieve("google:gemini-2.5-flash").id())
        .isEqualTo("google:gemini-2.5-flash");
    NotFoundException unknown =
        catchThrowableOfType(
            NotFoundException.class, () -> client.models().retrieve("gpt-4o-mimi"));
    assertThat(unknown.code()).contains("model_not_found");
    assertThat(unknown).hasMessageContaining("gpt-4o-mini");
  }

  @Test
  void aWrongAccessKey_isUnauthorized() {
    client.close();
    client = connect("kw-unknown");
    UnauthorizedException refused =
        catchThrowableOfType(
            UnauthorizedException.class,
            () -> client.chat().completions().create(chat("gpt-4o").build()));
    assertThat(refused.code()).contains("unauthenticated");
    assertThat(refused).hasMessageContaining("access key");
  }

  @Test
  @Shows(
      surface = "errors",
      what = "429, every key rate-limited",
      result = "`RateLimitException`, `rate_limited`, `retry-after`")
  void everyKeyRateLimited_isARateLimit_withTheTimeToComeBack() {
    stage.openai().whenModel("gpt-4o-mini").always(OpenAi.rateLimited(Duration.ofSeconds(40)));
    RateLimitException refused =
        catchThrowableOfType(
            RateLimitException.class,
            () -> client.chat().completions().create(chat("gpt-4o-mini").build()));
    assertThat(refused.headers().values("retry-after"))
        .singleElement()
        .satisfies(seconds -> assertThat(Integer.parseInt(seconds)).isBetween(1, 40));
  }

  @Test
  @Shows(
      surface = "errors",
      what = "400, by the provider's judgement",
      result = "`BadRequestException`, the provider's code")
  void theProvidersJudgement_passesUnchanged() {
    stage.openai().whenModel("gpt-4.1-mini").answer(OpenAi.invalidParameter());
    BadRequestException refused =
        catchThrowableOfType(
            BadRequestException.class,
            () -> client.chat().completions().create(chat("gpt-4.1-mini").build()));
    assertThat(refused.code()).contains("decimal_above_max_value");
    assertThat(refused.param()).contains("temperature");
  }

  @Test
  @Shows(
      surface = "errors",
      what = "503, every provider fails",
      result = "`InternalServerException`, `all_providers_failed`")
  void everyProviderDown_isAServerError() {
    stage.openai().whenModel("gpt-4.1-nano").always(OpenAi.serverError());
    InternalServerException refused =
        catchThrowableOfType(
            InternalServerException.class,
            () -> client.chat().completions().create(chat("gpt-4.1-nano").build()));
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.code()).contains("all_providers_failed");
  }

  @Test
  @Shows(
      surface = "chat-completions",
      what = "a stream that breaks",
      stream = true,
      result = "`SseException`, after what had come")
  void aStreamThatBreaks_endsInAnException() {
    stage
        .openai()
        .whenModel("gpt-3.5-turbo")
        .answer(Answer.ok("first", "second").resettingAt(Point.afterContent(1)));
    try (StreamResponse<ChatCompletionChunk> stream =
        client.chat().completions().createStreaming(chat("gpt-3.5-turbo").build())) {
      Iterator<String> texts = texts(stream);
      assertThat(texts.next()).isEqualTo("first");
      assertThat(catchThrowableOfType(SseException.class, texts::next)).isNotNull();
    }
  }

  private static ChatCompletionCreateParams.Builder chat(String model) {
    return ChatCompletionCreateParams.builder().model(model).addUserMessage("Say hello");
  }

  private static String text(ChatCompletion completion) {
    return completion.choices().getFirst().message().content().orElseThrow();
  }

  private static OpenAIClient connect(String accessKey) {
    return OpenAIOkHttpClient.builder()
        .baseUrl(stage.daemon().url() + "/v1")
        .apiKey(accessKey)
        .maxRetries(0)
        .build();
  }

  private static Iterator<String> texts(StreamResponse<ChatCompletionChunk> stream) {
    return stream.stream()
        .flatMap(chunk -> chunk.choices().stream())
        .map(choice -> choice.delta().content())
        .flatMap(Optional::stream)
        .filter(text -> !text.isEmpty())
        .iterator();
  }
}
