package dev.keyway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.record.DecisionRecord;
import dev.keyway.record.RecordJson;
import dev.keyway.stream.Usage;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whole requests under a policy that has prompts counted. */
class InputLimitTest {

  private static final Map<String, String> ENVIRONMENT =
      Map.of("OPENAI_A", "sk-openai-a-0123", "OPENAI_B", "sk-openai-b-0123");

  private static final String OPENAI =
      """
      providers:
        - id: openai
          api_keys:
            - {id: a, value: "${secrets.get('openai', 'a')}"}
            - {id: b, value: "${secrets.get('openai', 'b')}"}
      """;

  /** Seven words: 3 + 1 + 7 tokens of a message, and 3 for the answer's beginning. */
  private static final String SEVEN =
      Stage.HELLO.replace("Hello", "one two three four five six seven");

  @Test
  void largerPrompt_isRefused_beforeAnybodyIsCalled() {
    Stage stage = Stage.of(ENVIRONMENT, OPENAI + "max_input_tokens: 13");

    Opening opening = stage.beginWith(SEVEN);

    assertThat(Stage.text(((Opening.Answered) opening).answer()))
        .contains("x-keyway-error: input_too_large", "more than the 13 tokens", "ERR_NGROK_3811");
    assertThat(((Opening.Answered) opening).answer().status()).isEqualTo(413);
    assertThat(stage.records.getFirst().trials()).isEmpty();
  }

  @Test
  void promptOfTheLimit_isServed_andTheRecordHasTheCount() {
    Stage stage = Stage.of(ENVIRONMENT, OPENAI + "max_input_tokens: 14");

    assertThat(line(stage, SEVEN))
        .contains("\"input_ngrok_tokens\":14", "\"upstream_input_tokens\":99");
  }

  @Test
  void bodyThatCanNotHoldMore_isNotCounted() {
    Stage stage = Stage.of(ENVIRONMENT, OPENAI + "max_input_tokens: 5000");

    assertThat(line(stage, SEVEN))
        .contains("\"input_ngrok_tokens\":99", "\"upstream_input_tokens\":99");
  }

  @Test
  void expressions_canAskForTheCount() {
    Stage stage =
        Stage.of(
            ENVIRONMENT,
            OPENAI
                + """
                headers: {x-size: "${ai.request.estimated_input_tokens}"}
                api_key_selection:
                  strategy:
                    - "ai.request.estimated_input_tokens > 10 ? ai.keys.only(['b']) : ai.keys"
                """);

    Exchange small = stage.open();
    assertThat(Stage.wire(Stage.sent(small.first()))).contains("x-size: 8", "sk-openai-a");
    Exchange large = ((Opening.Open) stage.beginWith(SEVEN)).exchange();
    assertThat(Stage.wire(Stage.sent(large.first()))).contains("x-size: 14", "sk-openai-b");
  }

  @Test
  void carrier_isToldBeforehand_whatMayTakeLong() {
    assertThat(long_("", 100_000)).isFalse();
    assertThat(long_("", 1_000_000)).as("reading it takes long").isTrue();
    assertThat(long_("max_input_tokens: 5000", 4_000)).as("it can't have more tokens").isFalse();
    assertThat(long_("max_input_tokens: 5000", 6_000)).isTrue();
    assertThat(long_("max_input_tokens: 10", 500)).as("it is counted in no time").isFalse();
    assertThat(long_("headers: {x-size: \"${ai.request.estimated_input_tokens}\"}", 2_000))
        .isTrue();
    assertThat(long_("headers: {x-size: \"${ai.request.model}\"}", 2_000)).isFalse();
  }

  @Test
  void longPrompt_isCountedBeforeTheCarrierIsBack() {
    Stage stage =
        Stage.of(
            ENVIRONMENT, OPENAI + "headers: {x-size: \"${ai.request.estimated_input_tokens}\"}");
    Exchange exchange =
        ((Opening.Open) stage.beginWith(Stage.HELLO.replace("Hello", "word ".repeat(1000))))
            .exchange();

    exchange.abandoned();

    assertThat(stage.records.getFirst().inputTokens()).isGreaterThan(1000);
    assertThat(stage.records.getFirst().ending()).isEqualTo(DecisionRecord.Ending.CLIENT_LEFT);
  }

  private static boolean long_(String more, int bytes) {
    return Keyway.mayTakeLong(Stage.of(ENVIRONMENT, OPENAI + more).policy(), bytes);
  }

  private static String line(Stage stage, String body) {
    Exchange exchange = ((Opening.Open) stage.beginWith(body)).exchange();
    exchange.first();
    exchange.next(Stage.answered(200, "{\"choices\":[]}"));
    exchange.finished(new Usage(99L, 1L), DecisionRecord.Ending.COMPLETE);
    return RecordJson.line(stage.records.getFirst());
  }
}
