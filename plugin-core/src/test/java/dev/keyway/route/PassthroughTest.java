package dev.keyway.route;

import static dev.keyway.catalogue.Definitions.provider;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.refusal.ErrorCode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Providers without keys of their own, and the client's. */
class PassthroughTest {

  @Test
  void clientsKey_reachesTheProviderOfTheModel() {
    assertThat(names(RoutingCase.policy().clientBringsKey().route("gpt-4o")))
        .containsExactly("openai:gpt-4o");
  }

  @Test
  void noKeyAnywhere_isRefused_sayingWhereToPutOne() {
    Routing routing = RoutingCase.policy().route("gpt-4o");
    assertThat(((Routing.Nothing) routing).refusal().code()).isEqualTo(ErrorCode.NO_API_KEY);
    assertThat(((Routing.Nothing) routing).refusal().message())
        .contains("openai:gpt-4o")
        .contains("authorization");
  }

  @Test
  void hostAuthenticatedCaller_isToldOfTheOnlyHeaderItCanUse() {
    Routing routing = RoutingCase.policy().hostVouches().route("gpt-4o");
    assertThat(((Routing.Nothing) routing).refusal().message())
        .contains("x-provider-key")
        .doesNotContain("authorization");
  }

  @Test
  void clientsKey_goesToTheFirstOfSeveralProviders_only() {
    Routing routing =
        RoutingCase.policy()
            .clientBringsKey()
            .route("anthropic:claude-sonnet-4-5", "gpt-4o", "anthropic:claude-opus-4-5");
    assertThat(names(routing))
        .containsExactly("anthropic:claude-sonnet-4-5", "anthropic:claude-opus-4-5");
    assertThat(routing.excluded()).hasSize(1);
    assertThat(routing.excluded().get(0).model()).isEqualTo("openai:gpt-4o");
    assertThat(routing.excluded().get(0).reason()).contains("one provider only", "anthropic");
  }

  @Test
  void firstOfSeveral_isTheFirstThatMayBeAskedAtAll() {
    Routing routing =
        RoutingCase.policy()
            .withoutKey(provider("hyperbolic").disabled())
            .clientBringsKey()
            .route("deepseek-ai/DeepSeek-V3");
    assertThat(names(routing)).containsExactly("together:deepseek-ai/DeepSeek-V3");
  }

  @Test
  void providersWithKeys_standBesideThePassthrough() {
    Routing routing =
        RoutingCase.policy()
            .withKey(provider("openai"))
            .clientBringsKey()
            .route("claude-sonnet-4-5", "gpt-4o", "mistral:mistral-large-latest");
    assertThat(names(routing)).containsExactly("anthropic:claude-sonnet-4-5", "openai:gpt-4o");
  }

  @Test
  void missingKey_leavesOutOnlyThoseThatNeedOne() {
    Routing routing =
        RoutingCase.policy().withKey(provider("openai")).route("claude-sonnet-4-5", "gpt-4o");
    assertThat(names(routing)).containsExactly("openai:gpt-4o");
    assertThat(routing.excluded().get(0).reason()).contains("no key of the provider");
  }

  @Test
  void modelServersOfOnesOwn_needNoKey() {
    RoutingCase policy =
        RoutingCase.policy()
            .withoutKey(provider("ollama").at("http://localhost:11434"))
            .withoutKey(provider("vllm").at("http://localhost:8000"));
    assertThat(names(policy.route("ollama:a", "vllm:b"))).containsExactly("ollama:a", "vllm:b");
    assertThat(names(policy.clientBringsKey().route("ollama:a", "vllm:b")))
        .as("a key goes to one of them only")
        .containsExactly("ollama:a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "AUTO", "ngrok/auto"})
  void auto_neverSendsTheClientsKeyToAProviderNobodyNamed(String name) {
    Routing routing = RoutingCase.policy().clientBringsKey().route(name);
    assertThat(((Routing.Nothing) routing).refusal().code())
        .isEqualTo(ErrorCode.MODEL_SELECTION_EMPTY);
    assertThat(routing.excluded()).extracting(Exclusion::model).contains("openai:*");
  }

  @Test
  void auto_sendsTheClientsKeyToTheFirstProviderThePolicyLists() {
    Routing routing =
        RoutingCase.policy()
            .withoutKey(provider("mistral"))
            .withoutKey(provider("openai"))
            .clientBringsKey()
            .route("auto");
    assertThat(names(routing)).isNotEmpty().allMatch(name -> name.startsWith("mistral:"));
  }

  private static List<String> names(Routing routing) {
    assertThat(routing).isInstanceOf(Routing.Found.class);
    return ((Routing.Found) routing)
        .candidates().stream()
            .map(candidate -> candidate.provider().id() + ":" + candidate.model().id())
            .toList();
  }
}
