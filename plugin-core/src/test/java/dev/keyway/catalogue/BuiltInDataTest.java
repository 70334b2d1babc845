package dev.keyway.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.request.Format;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What has to hold for the data files, whoever refreshed them. */
class BuiltInDataTest {

  private static final DataTable PROVIDERS = DataTable.read("providers.tsv", "keyway-providers");
  private static final DataTable MODELS = DataTable.read("models.tsv", "keyway-models");

  @Test
  void providerNames_areLowerCaseAndUnique() {
    List<String> names = new ArrayList<>();
    for (DataTable.Row row : PROVIDERS.rows()) {
      names.add(row.get(PROVIDERS.column("id")));
      names.addAll(row.list(PROVIDERS.column("aliases")));
    }
    assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.equals(lower(name)));
  }

  @Test
  void providers_areSorted() {
    assertThat(PROVIDERS.rows()).extracting(row -> row.get(PROVIDERS.column("id"))).isSorted();
  }

  @Test
  void providers_areThoseOfTheReference() {
    assertThat(PROVIDERS.rows())
        .extracting(row -> row.get(PROVIDERS.column("id")))
        .containsExactlyInAnyOrder(
            "openai",
            "anthropic",
            "google",
            "deepseek",
            "groq",
            "openrouter",
            "hyperbolic",
            "inceptionlabs",
            "inference.net",
            "mistral",
            "xai",
            "together",
            "fireworks",
            "azure-openai",
            "ollama",
            "vllm",
            "lm-studio");
  }

  @Test
  void addresses_areHttpsWithoutQuery() {
    for (Provider provider : Catalogue.builtIn().providers()) {
      for (Endpoint endpoint : provider.endpoints().values()) {
        assertThat(endpoint.baseUrl()).hasScheme("https").hasNoQuery().hasNoPort();
      }
    }
  }

  /** So that one {@code base_url} can move them all. */
  @Test
  void otherFormats_standBelowTheOpenAiAddress() {
    for (Provider provider : Catalogue.builtIn().providers()) {
      Endpoint openAi = provider.endpoints().get(Format.OPENAI);
      Endpoint anthropic = provider.endpoints().get(Format.ANTHROPIC);
      if (openAi != null && anthropic != null) {
        assertThat(anthropic.baseUrl().toString()).startsWith(openAi.baseUrl().toString());
      }
    }
  }

  @Test
  void modelNames_areUniqueWithinTheirProvider() {
    Set<String> seen = new HashSet<>();
    for (DataTable.Row row : MODELS.rows()) {
      assertThat(
              seen.add(
                  row.get(MODELS.column("provider")) + ":" + lower(row.get(MODELS.column("id")))))
          .as("%s:%s", row.get(MODELS.column("provider")), row.get(MODELS.column("id")))
          .isTrue();
      for (String alias : row.list(MODELS.column("aliases"))) {
        assertThat(seen.add(row.get(MODELS.column("provider")) + ":" + lower(alias)))
            .as(alias)
            .isTrue();
      }
    }
  }

  @Test
  void models_belongToProvidersThatExist() {
    assertThat(MODELS.rows())
        .allMatch(row -> Catalogue.builtIn().provider(row.get(MODELS.column("provider"))) != null);
  }

  @Test
  void windowsAndLimits_arePositiveWhereKnown() {
    for (Provider provider : Catalogue.builtIn().providers()) {
      for (Model model : provider.models()) {
        assertThat(model.contextWindow())
            .as(model.id())
            .satisfiesAnyOf(
                window -> assertThat(window).isNull(), window -> assertThat(window).isPositive());
        assertThat(model.maxOutputTokens())
            .as(model.id())
            .satisfiesAnyOf(
                limit -> assertThat(limit).isNull(), limit -> assertThat(limit).isPositive());
      }
    }
  }

  @Test
  void prices_areNumbersWhereKnown() {
    for (DataTable.Row row : MODELS.rows()) {
      for (String column :
          List.of("input_usd", "output_usd", "cached_input_usd", "cache_write_usd")) {
        String price = row.get(MODELS.column(column));
        assertThat(price.isEmpty() || new BigDecimal(price).signum() >= 0).as(price).isTrue();
      }
    }
  }

  @Test
  void dates_areOfThisProduct() {
    assertThat(PROVIDERS.date()).isAfterOrEqualTo(LocalDate.of(2026, 10, 1));
    assertThat(MODELS.date()).isAfterOrEqualTo(LocalDate.of(2026, 10, 1));
  }

  @Test
  void chatModels_readAndWriteSomething() {
    for (Provider provider : Catalogue.builtIn().providers()) {
      for (Model model : provider.models()) {
        assertThat(model.kind()).isNotNull();
        assertThat(model.inputModalities()).as(model.id()).isNotEmpty();
        assertThat(model.outputModalities()).as(model.id()).isNotEmpty();
      }
    }
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
