package dev.keyway.select;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.refusal.ErrorCode;
import dev.keyway.route.Exclusion;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How strategies are asked one after the other, and what is kept of what they give. */
class ModelSelectionTest {

  private static final String GPT = "openai:gpt-4o";
  private static final String MINI = "openai:gpt-4o-mini";
  private static final String SONNET = "anthropic:claude-sonnet-4-5";
  private static final String LLAMA = "own:Llama-70B";

  @Test
  void withoutAStrategy_theClientsModelsAreTried_orAllThatIsAllowed() {
    ModelCase policy = ModelCase.of();
    assertThat(policy.names("sonnet", "gpt-4o")).containsExactly(SONNET, GPT);
    assertThat(policy.names("auto")).containsExactly(GPT, MINI, SONNET, LLAMA);
    assertThat(policy.choose(null).runs()).isEmpty();
  }

  @Test
  void leftTheChoice_aStrategysOrderIsTheOrderOfAttempts() {
    ModelCase policy = ModelCase.of("ai.models.sortBy(m, m.id)");
    assertThat(policy.names("auto")).containsExactly(LLAMA, SONNET, GPT, MINI);
  }

  @Test
  void namedByTheClient_modelsAreOnlyFiltered_andKeepTheClientsOrder() {
    ModelCase policy = ModelCase.of("ai.models.filter(m, m.provider_id != 'own').sortBy(m, m.id)");
    assertThat(policy.names("gpt-4o-mini", "Llama-70B", "gpt-4o", "sonnet"))
        .containsExactly(MINI, GPT, SONNET);
  }

  @Test
  void aStrategy_cannotAddWhatTheClientDidNotName() {
    ModelCase policy =
        ModelCase.of(
            "[ai.providers.get('openai').getModel('gpt-4o-mini'), ai.models.get('gpt-4o')]");
    assertThat(policy.names("gpt-4o")).containsExactly(GPT);
    ModelRun run = policy.choose("gpt-4o").runs().getFirst();
    assertThat(List.of(run.returned(), run.allowed(), run.asked())).containsExactly(2, 2, 1);
  }

  @Test
  void aStrategy_cannotAddWhatIsNotAllowed() {
    ModelCase policy =
        ModelCase.of("[ai.providers.get('google').getModel('gemini-2.5-flash')]", "ai.models");
    ModelRun run = policy.choose("auto").runs().getFirst();
    assertThat(List.of(run.returned(), run.allowed(), run.asked())).containsExactly(1, 0, 0);
    assertThat(policy.names("auto")).hasSize(4);
  }

  @Test
  void autoAsAFallback_comesAfterWhatWasNamed_inTheStrategysOrder() {
    ModelCase policy = ModelCase.of("ai.models.sortBy(m, m.id)");
    assertThat(policy.names("gpt-4o-mini", "auto")).containsExactly(MINI, LLAMA, SONNET, GPT);
  }

  @Test
  void aStrategyThatGivesNothing_isFollowedByTheNext() {
    ModelCase policy =
        ModelCase.of("ai.models.filter(m, m.provider_id == 'openai')", "ai.models.take(1)");
    assertThat(policy.names("sonnet", "Llama-70B")).containsExactly(SONNET);
    assertThat(policy.choose("sonnet").runs())
        .extracting(ModelRun::models)
        .containsExactly(List.of(), List.of(SONNET));
  }

  @Test
  void aStrategyThatFails_isRecordedByCodeAndPlace_andTheNextIsTried() {
    ModelCase policy =
        ModelCase.of("ai.models.filter(m, 1 / (m.id.size() - m.id.size()) > 0)", "ai.models");
    assertThat(policy.names("gpt-4o")).containsExactly(GPT);
    assertThat(policy.choose("gpt-4o").runs().getFirst().error())
        .matches("division_by_zero at 1:\\d+");
  }

  @Test
  void aStrategyThatCostsTooMuch_isFollowedByTheNext() {
    String each =
        "ai.providers.exists(p, p.models.exists(m, ai.providers.exists(q, q.id == m.id)))";
    ModelCase policy = ModelCase.of(each + " ? ai.models : []", "ai.models[0]");
    assertThat(policy.names("auto")).containsExactly(GPT);
    assertThat(policy.choose("auto").runs().getFirst().error()).matches("cost_exceeded at 1:\\d+");
  }

  @Test
  void oneModel_isAListOfOne_andNoneIsNone() {
    assertThat(ModelCase.of("ai.models.get('openai', 'gpt-4o')").names("auto"))
        .containsExactly(GPT);
    assertThat(ModelCase.of("ai.models.get('openai', 'gpt-9')", "ai.models[3]").names("auto"))
        .containsExactly(LLAMA);
  }

  @Test
  void modelsGivenTwice_areTriedOnce() {
    assertThat(ModelCase.of("ai.models.only(['gpt-4o']) + ai.models.take(2)").names("auto"))
        .containsExactly(GPT, MINI);
  }

  @Test
  void unknownModels_areCandidatesToo() {
    assertThat(ModelCase.of("ai.models").found("openai:gpt-4o").candidates()).hasSize(1);
    ModelCase open =
        ModelCase.policy(
            ModelCase.WORLD.replace("only_allow_configured_models: true", ""),
            "ai.models.filter(m, m.known)",
            "ai.models.filter(m, m.id == 'gpt-99')");
    assertThat(open.names("openai:gpt-99")).containsExactly("openai:gpt-99");
    assertThat(open.choose("openai:gpt-99").runs().getFirst().models()).isEmpty();
  }

  @Test
  void whenEveryStrategyComesBackEmpty_theRequestIsRefused() {
    ModelCase policy =
        ModelCase.of("ai.models.onlyProviders(['google'])", "1 / 0 > 0 ? ai.models : []");
    assertThat(refusal(policy)).isEqualTo(ErrorCode.MODEL_SELECTION_EMPTY);
    assertThat(policy.choose("gpt-4o").excluded())
        .containsExactly(new Exclusion(GPT, "no strategy of model_selection chose it"));
  }

  @Test
  void whenEveryStrategyFails_theRequestIsRefused() {
    assertThat(refusal(ModelCase.of("1 / 0 > 0 ? ai.models : []")))
        .isEqualTo(ErrorCode.MODEL_SELECTION_FAILED);
  }

  @Test
  void whenWhatStrategiesGaveIsNoModel_theRequestIsRefused() {
    assertThat(refusal(ModelCase.of("ai.models[0].metadata.tier")))
        .isEqualTo(ErrorCode.STRATEGY_TYPE);
    assertThat(refusal(ModelCase.of("ai.models[0].metadata.tier", "1 / 0 > 0 ? ai.models : []")))
        .isEqualTo(ErrorCode.MODEL_SELECTION_FAILED);
  }

  private static ErrorCode refusal(ModelCase policy) {
    return ((ModelChoice.None) policy.choose("gpt-4o")).refusal().code();
  }
}
