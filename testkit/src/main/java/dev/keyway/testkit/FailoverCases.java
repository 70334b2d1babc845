package dev.keyway.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keyway.scripted.Answer;
import dev.keyway.scripted.OpenAi;
import dev.keyway.scripted.Point;
import dev.keyway.scripted.Received;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which failures are followed by which attempts. */
interface FailoverCases {

  ContractStage stage();

  /** The keys of one account share its limit. */
  @Test
  default void rateLimit_isFollowedByAKeyOfAnotherAccount() {
    stage()
        .first()
        .whenKey(ContractStage.key("one"))
        .answer(OpenAi.rateLimited(Duration.ofSeconds(9)));

    served(Ask.model("keyed"), "one", "three");

    JsonNode attempts = stage().record(1).at("/models_tried/0/requests_made");
    assertThat(attempts.at("/0/status").asText() + attempts.at("/0/scope").asText())
        .contains("rate");
  }

  @Test
  default void accountWithoutMoney_isSkippedWhole() {
    stage().first().whenKey(ContractStage.key("one")).answer(OpenAi.insufficientQuota());

    served(Ask.model("keyed"), "one", "three");
    served(Ask.model("keyed"), "one", "three", "three");
  }

  @Test
  default void invalidKey_isFollowedByTheNextKey() {
    stage().first().whenKey(ContractStage.key("one")).answer(OpenAi.invalidKey());

    served(Ask.model("keyed"), "one", "two");
  }

  @Test
  default void serverError_isFollowedByTheNextProvider() {
    stage().first().answer(OpenAi.serverError());

    served(Ask.model("shared"), "one", "four");
  }

  @Test
  default void brokenConnection_isFollowedByTheNextProvider() {
    stage().first().answer(Answer.ok("lost").resettingAt(Point.beforeHead()));

    served(Ask.model("shared"), "one", "four");
  }

  /** The next provider would say the same, and charge for it. */
  @Test
  default void requestThatIsWrong_isTriedOnce_andTheProviderSaysWhatIsWrong() {
    stage().first().answer(OpenAi.invalidParameter());

    HttpResponse<String> answer = stage().ask(Ask.model("shared"));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("decimal_above_max_value");
    assertThat(stage().received()).hasSize(1);
  }

  @Test
  default void whenAllFail_theClientIsToldByKeyway() {
    stage().first().answer(OpenAi.serverError());
    stage().second().answer(OpenAi.serverError());
    stage().third().answer(OpenAi.serverError());

    HttpResponse<String> answer = stage().ask(Ask.model("shared"));

    assertThat(answer.statusCode()).as(answer.body()).isBetween(502, 503);
    assertThat(ContractStage.json(answer.body()).at("/error/code").asText()).isNotEmpty();
    assertThat(stage().received()).hasSize(3);
    assertThat(stage().record(1).path("status").asText()).isEqualTo("error");
  }

  private void served(Ask ask, String... keys) {
    HttpResponse<String> answer = stage().ask(ask);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    List<String> values = Stream.of(keys).map(ContractStage::key).toList();
    assertThat(stage().received()).extracting(Received::key).isEqualTo(values);
  }
}
