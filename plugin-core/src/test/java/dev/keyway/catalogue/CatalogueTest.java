package dev.keyway.catalogue;

import static dev.keyway.catalogue.Definitions.model;
import static dev.keyway.catalogue.Definitions.provider;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By itself: one of its tests changes the locale of the whole JVM. */
@Isolated
class CatalogueTest {

  private static final Catalogue BUILT_IN = Catalogue.builtIn();

  @ParameterizedTest
  @CsvSource({
    "openai, openai",
    "OpenAI, openai",
    "open-ai, openai",
    "GEMINI, google",
    "inception, inceptionlabs",
    "inference_net, inference.net",
    "lm-studio, lm-studio",
    "nobody,",
  })
  void provider_isFoundByIdAndAliasInAnyCase(String name, String id) {
    Provider found = BUILT_IN.provider(name);
    assertThat(found == null ? null : found.id()).isEqualTo(id);
  }

  @Test
  void names_areFoundUnderATurkishDefaultLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("tr"));
    try {
      assertThat(BUILT_IN.provider("INCEPTION")).isNotNull();
      assertThat(BUILT_IN.offers("GEMINI-2.5-FLASH")).isNotEmpty();
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void builtIn_knowsTheFactsOfAModel() {
    Model model = Objects.requireNonNull(BUILT_IN.model("anthropic", "Claude-Sonnet-4-5"));
    assertThat(model.id()).isEqualTo("claude-sonnet-4-5");
    assertThat(model.authorId()).isEqualTo("anthropic");
    assertThat(model.contextWindow()).isEqualTo(200_000);
    assertThat(model.maxOutputTokens()).isEqualTo(64_000);
    assertThat(model.inputModalities()).containsExactly("text", "image", "file");
    assertThat(model.features()).contains("tool-calling");
    assertThat(model.kind()).isEqualTo(ModelKind.CHAT);
    assertThat(model.retires()).isEqualTo(LocalDate.of(2026, 11, 30));
    assertThat(model.configured()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "together, deepseek-ai/DeepSeek-V3, deepseek",
    "groq, openai/gpt-oss-120b, openai",
    "fireworks, accounts/fireworks/models/llama-v3p1-8b-instruct, meta",
    "mistral, zai-glm-5-2, zai",
    "fireworks, accounts/fireworks/models/inkling,",
  })
  void authors_followTheRules(String provider, String id, String author) {
    Model found = Objects.requireNonNull(BUILT_IN.model(provider, id));
    assertThat(found.authorId()).isEqualTo(author);
  }

  @Test
  void offers_comeFromEveryProviderThatHasTheModel() {
    assertThat(BUILT_IN.offers("deepseek-ai/deepseek-v3"))
        .extracting(offer -> offer.provider().id(), offer -> offer.model().id())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("hyperbolic", "deepseek-ai/DeepSeek-V3"),
            org.assertj.core.groups.Tuple.tuple("together", "deepseek-ai/DeepSeek-V3"));
  }

  @Test
  void configuredProviders_comeFirstInListedOrder() {
    Catalogue catalogue =
        BUILT_IN.with(
            List.of(
                provider("together").get(),
                provider("house").at("https://llm.example.com").get(),
                provider("anthropic").get()));
    assertThat(ids(catalogue)).startsWith("together", "house", "anthropic", "azure-openai");
    assertThat(ids(catalogue).skip(3)).isSorted().hasSize(15);
    assertThat(catalogue.offers("deepseek-ai/DeepSeek-V3"))
        .extracting(offer -> offer.provider().id())
        .containsExactly("together", "hyperbolic");
  }

  @Test
  void alias_mayShadowABuiltInId() {
    Catalogue catalogue =
        BUILT_IN.with(
            List.of(provider("egress").aliases("OpenAI").at("https://egress.example.com").get()));
    assertThat(catalogue.provider("openai")).extracting("id").isEqualTo("egress");
    assertThat(catalogue.provider("open-ai")).extracting("id").isEqualTo("openai");
  }

  @Test
  void alias_maySayWhatABuiltInAliasSaid() {
    Catalogue catalogue =
        BUILT_IN.with(
            List.of(
                provider("google").get(),
                provider("mine").aliases("gemini").at("https://a.example.com").get()));
    assertThat(catalogue.provider("gemini")).extracting("id").isEqualTo("mine");
    assertThat(catalogue.provider("google")).extracting("id").isEqualTo("google");
  }

  @Test
  void builtInAliasAsId_isThatProvider() {
    Catalogue catalogue = BUILT_IN.with(List.of(provider("gemini").get()));
    assertThat(catalogue.provider("google")).isSameAs(catalogue.provider("gemini"));
    assertThat(catalogue.offers("gemini-2.5-flash")).hasSize(1);
    assertThat(catalogue.provider("gemini")).extracting("custom").isEqualTo(false);
  }

  @Test
  void listedModels_comeFirstAndMergeOverTheBuiltInOnes() {
    Provider openai =
        Objects.requireNonNull(
            BUILT_IN
                .with(
                    List.of(
                        provider("openai")
                            .models(model("GPT-4o", "best"), model("ft:gpt-4o:acme", "mine"))
                            .get()))
                .provider("openai"));
    Model first = openai.models().get(0);
    assertThat(first.id()).as("the provider's own spelling").isEqualTo("gpt-4o");
    assertThat(first.aliases()).containsExactly("best");
    assertThat(first.configured()).isTrue();
    assertThat(first.contextWindow()).isEqualTo(128_000);
    assertThat(openai.models().get(1).id()).isEqualTo("ft:gpt-4o:acme");
    assertThat(openai.models().stream().filter(m -> m.id().equals("gpt-4o"))).hasSize(1);
    assertThat(openai.models()).filteredOn(Model::configured).hasSize(2);
    assertThat(openai.models()).hasSize(147);
  }

  @Test
  void modelAliases_areFound() {
    Catalogue catalogue =
        BUILT_IN.with(List.of(provider("openai").models(model("gpt-4o", "Best")).get()));
    assertThat(catalogue.offers("best")).hasSize(1);
    assertThat(catalogue.model("open-ai", "BEST")).extracting("id").isEqualTo("gpt-4o");
  }

  @Test
  void modelAlias_mayShadowABuiltInId() {
    Catalogue catalogue =
        BUILT_IN.with(
            List.of(provider("openai").models(model("gpt-4o-2024-08-06", "GPT-4o")).get()));
    assertThat(catalogue.model("openai", "gpt-4o")).extracting("id").isEqualTo("gpt-4o-2024-08-06");
    assertThat(BUILT_IN.model("openai", "gpt-4o")).extracting("id").isEqualTo("gpt-4o");
  }

  @Test
  void with_addsToWhatWasThere() {
    Catalogue catalogue =
        BUILT_IN
            .with(List.of(provider("a").at("https://a.example.com").get()))
            .with(List.of(provider("b").at("https://b.example.com").get()));
    assertThat(ids(catalogue)).startsWith("a", "b");
  }

  @ParameterizedTest
  @CsvSource({
    "claude-sonet-4-5, claude-sonnet-4-5",
    "gpt4o, gpt-4o",
    "GPT-4O-MINNI, gpt-4o-mini",
    "llama-v3p1-8b-instrct, accounts/fireworks/models/llama-v3p1-8b-instruct",
    "deepseek-resoner, deepseek-reasoner",
  })
  void nearestModels_beginWithTheOneMeant(String name, String meant) {
    assertThat(BUILT_IN.nearestModels(name, 3)).startsWith(meant).hasSizeBetween(1, 3);
  }

  @Test
  void nearestModels_areNone_whenNothingIsNear() {
    assertThat(BUILT_IN.nearestModels("completely-different-thing", 3)).isEmpty();
    assertThat(BUILT_IN.nearestModels("x".repeat(100_000), 3)).isEmpty();
    assertThat(BUILT_IN.nearestModels("", 3)).isEmpty();
  }

  @Test
  void nearestModels_knowUnfinishedNames() {
    assertThat(BUILT_IN.nearestModels("claude-opus", 2)).allMatch(n -> n.startsWith("claude-opus"));
  }

  @Test
  void nearestModels_areTakenFromThoseAllowed() {
    assertThat(
            BUILT_IN.nearestModels(
                "gpt-4o-mimi", 3, offer -> offer.provider().id().equals("anthropic")))
        .isEmpty();
  }

  @Test
  void nearestProviders_includeAliases() {
    assertThat(BUILT_IN.nearestProviders("opnai", 1)).containsExactly("openai");
    assertThat(BUILT_IN.nearestProviders("gemni", 1)).containsExactly("gemini");
  }

  private static Stream<String> ids(Catalogue catalogue) {
    return catalogue.providers().stream().map(Provider::id);
  }
}
