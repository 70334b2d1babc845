package dev.keyway.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.errors.BadRequestException;
import com.anthropic.errors.NotFoundException;
import com.anthropic.errors.RateLimitException;
import com.anthropic.errors.SseException;
import com.anthropic.errors.UnauthorizedException;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.TextBlock;
import com.anthropic.models.models.ModelInfo;
import com.anthropic.models.models.ModelListPage;
import com.anthropic.models.models.ModelListParams;
import dev.keyway.scripted.Answer;
import dev.keyway.scripted.Anthropic;
import dev.keyway.scripted.Gate;
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
 * Anthropic's own client library, told nothing but an address and a key. What a test breaks is one
 * model's, so the others are not touched.
 */
@ClientLibrary(name = "Anthropic Java", of = AnthropicClient.class)
class AnthropicSdkIT {

  private static Stage stage;

  private AnthropicClient client;

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
  @Shows(surface = "messages")
  void aMessage_isUnderstood() {
    stage.anthropic().answer(Answer.ok("Hello from the provider").withUsage(7, 4));
    Message message = client.messages().create(message("claude-sonnet-4-5"));
    assertThat(message.content().getFirst().text().map(TextBlock::text))
        .contains("Hello from the provider");
    assertThat(message.usage().inputTokens()).isEqualTo(7);
    assertThat(stage.anthropic().received().getLast().header("x-api-key"))
        .isEqualTo(Stage.ANTHROPIC);
  }

  @Test
  @Shows(surface = "messages", stream = true)
  void aStream_isReadAsItComes() {
    Gate gate = new Gate();
    stage.anthropic().answer(Answer.ok("first", "second").waitingAt(Point.afterContent(1), gate));
    try (StreamResponse<RawMessageStreamEvent> stream =
        client.messages().createStreaming(message("claude-sonnet-4-5"))) {
      Iterator<String> texts = texts(stream);
      assertThat(texts.next()).isEqualTo("first");
      gate.open();
      assertThat(texts.next()).isEqualTo("second");
      assertThat(texts).isExhausted();
    }
  }

  @Test
  void aWrongAccessKey_isUnauthorized() {
    client.close();
    client = connect("kw-unknown");
    UnauthorizedException refused =
        catchThrowableOfType(
            UnauthorizedException.class,
            () -> client.messages().create(message("claude-sonnet-4-5")));
    assertThat(refused).hasMessageContaining("access key");
  }

  @Test
  @Shows(surface = "models", what = "list")
  void modelsAreListed_pageByPage_andFound() {
    ModelListPage first = client.models().list(ModelListParams.builder().limit(3).build());
    assertThat(first.data()).hasSize(3);
    assertThat(first.hasNextPage()).isTrue();
    List<String> all = first.autoPager().stream().map(ModelInfo::id).toList();
    assertThat(all).hasSizeGreaterThan(3).contains("claude-sonnet-4-5").doesNotHaveDuplicates();
    assertThat(all).doesNotContain("gpt-4o");
    ModelInfo one = client.models().retrieve("claude-sonnet-4-5");
    assertThat(one.id()).isEqualTo("claude-sonnet-4-5");
    assertThat(one.createdAt().getYear()).isGreaterThan(2025);
    NotFoundException unknown =
        catchThrowableOfType(
            NotFoundException.class, () -> client.models().retrieve("claude-sonet-4-5"));
    assertThat(unknown).hasMessageContaining("claude-sonnet-4-5");
  }

  @Test
  @Shows(
      surface = "errors",
      what = "429, every key rate-limited",
      result = "`RateLimitException`, `rate_limited`, `retry-after`")
  void everyKeyRateLimited_isARateLimit_withTheTimeToComeBack() {
    stage
        .anthropic()
        .whenModel("claude-haiku-4-5")
        .always(Anthropic.rateLimited(Duration.ofSeconds(40)));
    RateLimitException refused =
        catchThrowableOfType(
            RateLimitException.class, () -> client.messages().create(message("claude-haiku-4-5")));
    assertThat(refused.headers().values("retry-after"))
        .singleElement()
        .satisfies(seconds -> assertThat(Integer.parseInt(seconds)).isBetween(1, 40));
  }

  @Test
  @Shows(
      surface = "errors",
      what = "400, by the provider's judgement",
      result = "`BadRequestException`, the provider's message")
  void theProvidersJudgement_passesUnchanged() {
    stage.anthropic().answer(Anthropic.invalidParameter());
    BadRequestException refused =
        catchThrowableOfType(
            BadRequestException.class,
            () -> client.messages().create(message("claude-sonnet-4-5")));
    assertThat(refused).hasMessageContaining("temperature: Input should be less than");
  }

  @Test
  @Shows(
      surface = "errors",
      what = "503, every provider fails",
      result = "`ServiceUnavailableException`, `all_providers_failed`")
  void theProviderOverloaded_isAServiceError() {
    stage.anthropic().whenModel("claude-opus-4-5").always(Anthropic.overloaded());
    AnthropicServiceException refused =
        catchThrowableOfType(
            AnthropicServiceException.class,
            () -> client.messages().create(message("claude-opus-4-5")));
    assertThat(refused.statusCode()).isEqualTo(503);
  }

  @Test
  @Shows(
      surface = "messages",
      what = "a stream that breaks",
      stream = true,
      result = "`SseException`, after what had come")
  void aStreamThatBreaks_endsInAnException() {
    stage
        .anthropic()
        .whenModel("claude-opus-4-6")
        .answer(Answer.ok("first", "second").resettingAt(Point.afterContent(1)));
    try (StreamResponse<RawMessageStreamEvent> stream =
        client.messages().createStreaming(message("claude-opus-4-6"))) {
      Iterator<String> texts = texts(stream);
      assertThat(texts.next()).isEqualTo("first");
      assertThat(catchThrowableOfType(SseException.class, texts::next)).isNotNull();
    }
  }

  private static MessageCreateParams message(String model) {
    return MessageCreateParams.builder()
        .model(model)
        .maxTokens(64)
        .addUserMessage("Say hello")
        .build();
  }

  private static AnthropicClient connect(String accessKey) {
    return AnthropicOkHttpClient.builder()
        .baseUrl(stage.daemon().url().toString())
        .apiKey(accessKey)
        .maxRetries(0)
        .build();
  }

  private static Iterator<String> texts(StreamResponse<RawMessageStreamEvent> stream) {
    return stream.stream()
        .map(RawMessageStreamEvent::contentBlockDelta)
        .flatMap(Optional::stream)
        .map(event -> event.delta().text())
        .flatMap(Optional::stream)
        .map(delta -> delta.text())
        .filter(text -> !text.isEmpty())
        .iterator();
  }
}
