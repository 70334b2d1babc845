package dev.keyway.route;

import static dev.keyway.catalogue.Definitions.disabledModel;
import static dev.keyway.catalogue.Definitions.model;
import static dev.keyway.catalogue.Definitions.provider;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.ProviderDefinition.SupportedSurface;
import dev.keyway.refusal.ErrorCode;
import dev.keyway.refusal.Refusal;
import dev.keyway.request.Format;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouterTest {

  @ParameterizedTest
  @CsvSource({
    "gpt-4o, openai:gpt-4o, true",
    "GPT-4O, openai:gpt-4o, true",
    "openai:gpt-4o, openai:gpt-4o, true",
    "Open-AI:gpt-4o, openai:gpt-4o, true",
    "openai:Gpt-99, openai:Gpt-99, false",
    "openai:ft:gpt-4o:acme, openai:ft:gpt-4o:acme, false",
    "best, openai:gpt-4o, true",
    "open-ai:best, openai:gpt-4o, true",
    "llama3.2:70b, ollama:llama3.2:70b, true",
    "ollama:llama3.2:70b, ollama:llama3.2:70b, true",
    "ollama:qwen:7b, ollama:qwen:7b, false",
  })
  void name_meansTheModel(String name, String candidate, boolean known) {
    Routing routing = house().route(name);
    assertThat(names(routing)).containsExactly(candidate);
    assertThat(found(routing).get(0).known()).isEqualTo(known);
    assertThat(routing.excluded()).isEmpty();
  }

  @Test
  void plainName_goesToConfiguredProvidersFirst_thenAlphabetically() {
    Routing routing =
        RoutingCase.policy()
            .withKey(provider("together"))
            .withKey(
                provider("house")
                    .at("https://a.example.com")
                    .models(model("m", "DeepSeek-ai/DeepSeek-V3")))
            .withKey(provider("hyperbolic"))
            .route("deepseek-ai/DeepSeek-V3");
    assertThat(names(routing))
        .containsExactly(
            "together:deepseek-ai/DeepSeek-V3", "house:m", "hyperbolic:deepseek-ai/DeepSeek-V3");
  }

  @Test
  void fallbacks_followInTheClientsOrder_noneTwice() {
    Routing routing =
        house().withKey(provider("anthropic")).route("claude-sonnet-4-5", "gpt-4o", "best");
    assertThat(names(routing)).containsExactly("anthropic:claude-sonnet-4-5", "openai:gpt-4o");
  }

  @Test
  void fallback_isTried_whenTheFirstNameIsUnknown() {
    Routing routing = house().route("nonsense", "gpt-4o");
    assertThat(names(routing)).containsExactly("openai:gpt-4o");
    assertThat(routing.excluded()).extracting(Exclusion::model).containsExactly("nonsense");
  }

  @Test
  void customProviderWithoutModels_isReachedByItsPrefixOnly() {
    RoutingCase policy =
        RoutingCase.policy().withKey(provider("house").at("https://a.example.com"));
    assertThat(names(policy.route("house:gpt-4o"))).containsExactly("house:gpt-4o");
    assertThat(refusal(policy.route("gpt-4o")).code()).isEqualTo(ErrorCode.NO_API_KEY);
  }

  @Test
  void shadowingAlias_getsThePrefix() {
    Routing routing =
        RoutingCase.policy()
            .withKey(provider("egress").aliases("openai").at("https://egress.example.com"))
            .route("openai:gpt-4o");
    assertThat(names(routing)).containsExactly("egress:gpt-4o");
  }

  @ParameterizedTest
  @CsvSource({
    "gpt-4o-mimi, gpt-4o-mini",
    "opnai:gpt-4o, openai:gpt-4o",
    "claude-sonet-4-5, claude-sonnet-4-5",
  })
  void unknownName_isRefused_namingTheNearest(String name, String nearest) {
    Refusal refusal = refusal(house().clientBringsKey().route(name));
    assertThat(refusal.code()).isEqualTo(ErrorCode.NO_MATCHING_MODELS);
    assertThat(refusal.message()).contains(name).contains(nearest);
  }

  @Test
  void nearestNames_areOnesTheClientCouldHaveHad() {
    Refusal refusal = refusal(house().onlyConfiguredProviders().route("claude-sonet-4-5"));
    assertThat(refusal.message()).contains("provider:model").doesNotContain("claude-sonnet");
  }

  @Test
  void hostileNames_areCutAndMadePrintable() {
    Refusal refusal = refusal(house().route("x\r\n" + "y".repeat(5_000)));
    assertThat(refusal.message()).hasSizeLessThan(400).doesNotContain("\r").doesNotContain("\n");
  }

  @ParameterizedTest
  @CsvSource({
    "gpt-3.5-turbo, the model is disabled",
    "off:m, the provider is disabled",
    "azure-openai:gpt-4o, needs a base_url",
  })
  void switchedOff_isExcludedWithItsReason(String name, String reason) {
    RoutingCase policy =
        RoutingCase.policy()
            .withKey(provider("openai").models(disabledModel("gpt-3.5-turbo")))
            .withKey(provider("off").at("https://a.example.com").disabled());
    Routing routing = policy.route(name);
    assertThat(routing.excluded()).hasSize(1);
    assertThat(routing.excluded().get(0).reason()).contains(reason);
    assertThat(refusal(routing).code()).isEqualTo(ErrorCode.NO_MATCHING_MODELS);
    assertThat(refusal(routing).message()).contains(reason);
  }

  @Test
  void onlyConfiguredProviders_leavesOutTheRest() {
    RoutingCase policy = house().onlyConfiguredProviders().clientBringsKey();
    assertThat(refusal(policy.route("claude-sonnet-4-5")).message())
        .contains("anthropic:claude-sonnet-4-5")
        .contains("only providers that the policy lists");
    assertThat(names(policy.route("gpt-4o-mini"))).containsExactly("openai:gpt-4o-mini");
  }

  @Test
  void onlyConfiguredModels_leavesOutTheRest() {
    RoutingCase policy = house().onlyConfiguredModels();
    assertThat(names(policy.route("gpt-4o"))).containsExactly("openai:gpt-4o");
    assertThat(refusal(policy.route("gpt-4o-mini")).message())
        .contains("only models that the policy lists");
    assertThat(refusal(policy.route("openai:gpt-99")).message())
        .contains("only models that the policy lists");
  }

  @ParameterizedTest
  @CsvSource({
    "true, claude-sonnet-4-5, anthropic:claude-sonnet-4-5",
    "true, deepseek-chat, deepseek:deepseek-chat",
    "false, claude-sonnet-4-5, anthropic:claude-sonnet-4-5",
    "true, gpt-4o,",
  })
  void format_decidesWhoCanServe(boolean messages, String name, String candidate) {
    RoutingCase policy = house().withKey(provider("anthropic")).withKey(provider("deepseek"));
    Routing routing = (messages ? policy.messages() : policy).route(name);
    if (candidate == null) {
      assertThat(refusal(routing).code()).isEqualTo(ErrorCode.NO_MATCHING_MODELS);
      assertThat(routing.excluded().get(0).reason()).contains("anthropic format");
    } else {
      assertThat(names(routing)).containsExactly(candidate);
      assertThat(found(routing).get(0).endpoint().format())
          .isEqualTo(messages ? Format.ANTHROPIC : Format.OPENAI);
    }
  }

  @Test
  void customProvider_offersOnlyItsFormats() {
    RoutingCase policy =
        RoutingCase.policy()
            .withKey(
                provider("house")
                    .at("https://a.example.com")
                    .surfaces(new SupportedSurface(Format.ANTHROPIC, null, null)));
    assertThat(refusal(policy.route("house:m")).message()).contains("openai format");
    assertThat(names(policy.messages().route("house:m"))).containsExactly("house:m");
  }

  @ParameterizedTest
  @CsvSource({
    "gpt-4o, , true",
    "gpt-4o, gpt-4o, true",
    "gpt-4o, BEST, true",
    "best, openai:gpt-4o, true",
    "gpt-4o-mini, gpt-4o, false",
    "gpt-4o, open-ai:gpt-4o, true",
    "gpt-4o, openai:BEST, true",
    "openai:gpt-4o, Open-AI:best, true",
    "gpt-4o, ollama:gpt-4o, false",
    "openai:gpt-99, gpt-99, true",
    "openai:gpt-99, gpt-4o, false",
  })
  void accessKey_mayBeLimitedToModels(String name, String allowed, boolean served) {
    Routing routing =
        house().callerMayUse(null, allowed == null ? null : List.of(allowed)).route(name);
    if (served) {
      assertThat(names(routing)).hasSize(1);
    } else {
      assertThat(refusal(routing).code()).isEqualTo(ErrorCode.FORBIDDEN);
    }
  }

  @ParameterizedTest
  @CsvSource({"openai, true", "OPEN-AI, true", "anthropic, false"})
  void accessKey_mayBeLimitedToProviders(String allowed, boolean served) {
    Routing routing = house().callerMayUse(List.of(allowed), null).route("gpt-4o");
    if (served) {
      assertThat(names(routing)).hasSize(1);
    } else {
      assertThat(refusal(routing).code()).isEqualTo(ErrorCode.FORBIDDEN);
    }
  }

  @Test
  void accessKeyWithoutAnyModel_mayUseNothing() {
    assertThat(refusal(house().callerMayUse(null, List.of()).route("auto")).code())
        .isEqualTo(ErrorCode.MODEL_SELECTION_EMPTY);
    assertThat(refusal(house().callerMayUse(List.of(), null).route("gpt-4o")).code())
        .isEqualTo(ErrorCode.FORBIDDEN);
  }

  /** OpenAI with a key and an alias; a model server that needs none. */
  private static RoutingCase house() {
    return RoutingCase.policy()
        .withKey(provider("openai").models(model("gpt-4o", "best")))
        .withKey(provider("ollama").at("http://localhost:11434").models(model("llama3.2:70b")));
  }

  private static List<Candidate> found(Routing routing) {
    assertThat(routing).isInstanceOf(Routing.Found.class);
    return ((Routing.Found) routing).candidates();
  }

  private static List<String> names(Routing routing) {
    return found(routing).stream()
        .map(candidate -> candidate.provider().id() + ":" + candidate.model().id())
        .toList();
  }

  private static Refusal refusal(Routing routing) {
    assertThat(routing).isInstanceOf(Routing.Nothing.class);
    return ((Routing.Nothing) routing).refusal();
  }
}
