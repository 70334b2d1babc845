package dev.keyway.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.keyway.request.AiRequest;
import dev.keyway.request.RequestReader;
import dev.keyway.request.RequestReading;
import dev.keyway.request.Surface;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InputTokensTest {

  /**
   * The prompt for which OpenAI publishes what its API counted (OpenAI Cookbook, "How to count
   * tokens with tiktoken"): 129 with the older vocabulary, 124 with the newer.
   */
  private static final String PUBLISHED =
      """
      {"messages": [
        {"role": "system", "content": "You are a helpful, pattern-following assistant that translates corporate jargon into plain English."},
        {"role": "system", "name": "example_user", "content": "New synergies will help drive top-line growth."},
        {"role": "system", "name": "example_assistant", "content": "Things working well together will increase revenue."},
        {"role": "system", "name": "example_user", "content": "Let's circle back when we have more bandwidth to touch base on opportunities for increased leverage."},
        {"role": "system", "name": "example_assistant", "content": "Let's talk later when we're less busy about how to do better."},
        {"role": "user", "content": "This late pivot means we don't have time to boil the ocean for the client deliverable."}
      ]}
      """;

  @ParameterizedTest
  @CsvSource({"gpt-4, 129", "gpt-3.5-turbo, 129", "gpt-4o, 124", "gpt-4o-mini, 124"})
  void count_isWhatOpenAiPublishes(String model, long tokens) {
    assertThat(new InputTokens(request(PUBLISHED), model).count()).isEqualTo(tokens);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // Two texts of one token each, without what frames messages.
        "EMBEDDINGS | {\"input\":[\"cat\",\"cat\"]} | 2",
        "EMBEDDINGS | {\"input\":[[1,2,3],[4]]} | 4",
        "COMPLETIONS | {\"prompt\":\"cat\"} | 1",
        "RERANK | {\"query\":\"cat\",\"documents\":[\"cat\"]} | 2",
        // As a message of one, for an answer: 3 + 3 + 1.
        "RESPONSES | {\"input\":\"cat\"} | 7",
        "MODERATIONS | {} | 0",
      })
  void count_isOfWhatTheSurfaceCarries(Surface surface, String body, long tokens) {
    RequestReading read = RequestReader.read(surface, body.getBytes(StandardCharsets.UTF_8));
    AiRequest request = ((RequestReading.Read) read).request();

    assertThat(new InputTokens(request, "gpt-4o").count()).isEqualTo(tokens);
  }

  @ParameterizedTest
  @ValueSource(strings = {"type", "data", "content", "text", "name", "title", "source"})
  void valuesThatAreNoText_endNoCountEarly(String field) {
    String odd = "{\"type\":\"text\",\"source\":{\"%s\":[[1],2]}}".formatted(field);
    String body =
        """
        {"messages":[{"role":"user","content":[%s]},{"role":"user","content":"%s"}]}
        """
            .formatted(odd, "word ".repeat(500));
    assertThat(new InputTokens(request(body), "gpt-4o").count()).isGreaterThan(500);
  }

  @ParameterizedTest
  @CsvSource({
    "gpt-4, CL100K_BASE",
    "gpt-4-turbo-2024-04-09, CL100K_BASE",
    "GPT-3.5-turbo, CL100K_BASE",
    "gpt-35-turbo, CL100K_BASE",
    "openai/gpt-4, CL100K_BASE",
    "text-embedding-3-small, CL100K_BASE",
    "gpt-4o, O200K_BASE",
    "openai/gpt-4o-mini, O200K_BASE",
    "gpt-4.1, O200K_BASE",
    "gpt-4.5-preview, O200K_BASE",
    "gpt-5, O200K_BASE",
    "o3, O200K_BASE",
    "claude-sonnet-4-5, O200K_BASE",
    "'', O200K_BASE",
  })
  void vocabulary_isTheModels(String model, String vocabulary) {
    assertThat(Vocabulary.of(model)).hasToString(vocabulary);
  }

  @Test
  void namesOfSpecialTokens_areText() {
    assertThat(Vocabulary.O200K_BASE.count("<|endoftext|>")).isGreaterThan(1);
  }

  /** Texts are counted in runs; where words have ends, that makes no difference. */
  @ParameterizedTest
  @ValueSource(strings = {"prose", "source"})
  void cuttingTexts_changesNoCount(String kind) {
    String text = kind.equals("prose") ? Texts.prose(60_000) : Texts.source(60_000);
    long framing = new InputTokens(message(""), "gpt-4o").count();
    for (Vocabulary vocabulary : Vocabulary.values()) {
      assertThat(PromptCount.of(message(text), vocabulary, 1_000_000) - framing)
          .as(vocabulary.name())
          .isEqualTo(vocabulary.count(text));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", " ", "\n", "_", "😀", "一", "\u0000", "'s", "ab1_"})
  void cuttingLongRuns_addsATokenAtMostForEach(String unit) {
    String text = unit.repeat(50_000 / unit.length());
    for (Vocabulary vocabulary : Vocabulary.values()) {
      long whole = vocabulary.count(text);
      long framing = PromptCount.of(message(""), vocabulary, 1_000_000);
      assertThat(PromptCount.of(message(text), vocabulary, 1_000_000) - framing)
          .as(vocabulary.name())
          .isBetween(whole, whole + 2 * (50_000 / 4096 + 1));
    }
  }

  @Test
  void limit_isExact() {
    AiRequest request = request(PUBLISHED);
    assertThat(new InputTokens(request, "gpt-4o").exceed(124)).isFalse();
    assertThat(new InputTokens(request, "gpt-4o").exceed(123)).isTrue();
  }

  @Test
  void bodyOfNoMoreBytesThanTheLimit_isNotCounted() {
    AiRequest request = request(PUBLISHED);
    InputTokens tokens = new InputTokens(request, "gpt-4o");
    assertThat(tokens.exceed(request.body().length)).isFalse();
    assertThat(tokens.ifCounted()).isNull();
    assertThat(tokens.exceed(request.body().length - 1)).isFalse();
    assertThat(tokens.ifCounted()).isEqualTo(124);
  }

  @Test
  void countingThatStoppedAtTheLimit_isNoCount() {
    InputTokens tokens = new InputTokens(request(PUBLISHED), "gpt-4o");
    assertThat(tokens.exceed(100)).isTrue();
    assertThat(tokens.ifCounted()).isNull();
    assertThat(tokens.count()).isEqualTo(124);
    assertThat(tokens.exceed(123)).isTrue();
  }

  /** No text has so few tokens; counting all of it would only take time. */
  @Test
  void promptOfVeryManyCharactersAToken_isTooLarge() {
    AiRequest blanks = message(" ".repeat(30_000));
    assertThat(new InputTokens(blanks, "gpt-4o").count()).isLessThan(300);
    assertThat(new InputTokens(blanks, "gpt-4o").exceed(1000)).isTrue();
    assertThat(new InputTokens(blanks, "gpt-4o").exceed(2000)).isFalse();
  }

  /** What a body is counted by can't be larger than the body: a small one needs no counting. */
  @Test
  void tokens_areNeverMoreThanBytes() {
    Random random = new Random(7);
    for (int i = 0; i < 300; i++) {
      String text = Texts.random(random, random.nextInt(200));
      AiRequest request = message(text);
      assertThat(new InputTokens(request, "gpt-4").count())
          .isLessThanOrEqualTo(request.body().length);
    }
  }

  static AiRequest message(String text) {
    String escaped = new String(JsonStringEncoder.getInstance().quoteAsString(text));
    return request("{\"messages\":[{\"content\":\"" + escaped + "\"}]}");
  }

  private static AiRequest request(String body) {
    return ((RequestReading.Read)
            RequestReader.read(Surface.CHAT_COMPLETIONS, body.getBytes(StandardCharsets.UTF_8)))
        .request();
  }
}
