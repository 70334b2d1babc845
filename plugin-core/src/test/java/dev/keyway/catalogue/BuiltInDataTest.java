package dev.keyway.catalogue;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.request.Format;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What has to hold for the data files, whoever refreshed them. */
class BuiltInDataTest {

  private static final DataTable PROVIDERS = DataTable.read("providers.tsv", "keyway-providers");
  private static final DataTable AUTHORS = DataTable.read("authors.tsv", "keyway-authors");
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
    assertThat(PROVIDERS.rows())
        .extracting(row -> row.get(PROVIDERS.column("id")))
        .containsAll(cells("provider"));
  }

  @Test
  void models_areSorted() {
    assertThat(MODELS.rows())
        .isSortedAccordingTo(
            Comparator.comparing((DataTable.Row row) -> row.get(MODELS.column("provider")))
                .thenComparing(row -> lower(row.get(MODELS.column("id")))));
  }

  @Test
  void kinds_areKnown() {
    Set<String> known =
        Stream.of(ModelKind.values()).map(ModelKind::wireName).collect(Collectors.toSet());
    assertThat(known).containsAll(cells("kind"));
  }

  @Test
  void authors_areKnownAndTheirNamesMeanOneEach() {
    List<String> names = new ArrayList<>();
    for (DataTable.Row row : AUTHORS.rows()) {
      names.add(row.get(AUTHORS.column("id")));
      names.addAll(row.list(AUTHORS.column("aliases")));
    }
    assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.equals(lower(name)));
    assertThat(AUTHORS.rows())
        .extracting(row -> row.get(AUTHORS.column("id")))
        .isSorted()
        .containsAll(cells("author"));
  }

  /** Of speech, the window counts text and the limit counts sound. */
  @Test
  void answers_fitIntoTheWindow() {
    for (Model model : models()) {
      boolean speech = requireNonNull(model.outputModalities()).contains("audio");
      if (!speech && model.maxOutputTokens() != null && model.contextWindow() != null) {
        assertThat(model.maxOutputTokens())
            .as(model.id())
            .isLessThanOrEqualTo(model.contextWindow());
      }
    }
  }

  @Test
  void windowsAndLimits_arePositiveWhereKnown() {
    for (Model model : models()) {
      assertThat(requireNonNullElse(model.contextWindow(), 1L)).as(model.id()).isPositive();
      assertThat(requireNonNullElse(model.maxOutputTokens(), 1L)).as(model.id()).isPositive();
    }
  }

  /** The dearest known is at 600; a price per token or per thousand would stand out. */
  @Test
  void prices_arePlausibleWhereKnown() {
    for (Model model : models()) {
      assertThat(model.pricing().all().values())
          .as(model.id())
          .allSatisfy(price -> assertThat(price).isBetween(0.0, 1000.0));
    }
  }

  @Test
  void cachedInput_isNotDearerThanInput() {
    for (Model model : models()) {
      Double cached = model.pricing().perMillion("text.cached_input");
      Double input = model.pricing().perMillion("text.input");
      if (cached != null && input != null) {
        assertThat(cached).as(model.id()).isLessThanOrEqualTo(input);
      }
    }
  }

  @Test
  void retirements_areDates() {
    assertThat(cells("retires")).allMatch(cell -> LocalDate.parse(cell).getYear() >= 2024);
  }

  @Test
  void dates_areOfThisProduct() {
    assertThat(PROVIDERS.date()).isAfterOrEqualTo(LocalDate.of(2026, 10, 1));
    assertThat(AUTHORS.date()).isAfterOrEqualTo(LocalDate.of(2026, 10, 1));
    assertThat(MODELS.date()).isAfterOrEqualTo(LocalDate.of(2026, 10, 1));
  }

  @Test
  void chatModels_readAndWriteSomething() {
    for (Model model : models()) {
      assertThat(model.kind()).isNotNull();
      assertThat(model.inputModalities()).as(model.id()).isNotEmpty();
      assertThat(model.outputModalities()).as(model.id()).isNotEmpty();
    }
  }

  private static List<Model> models() {
    return Catalogue.builtIn().providers().stream().flatMap(p -> p.models().stream()).toList();
  }

  /** What stands in a column of the table of models, each cell once and less the empty one. */
  private static Set<String> cells(String column) {
    return MODELS.rows().stream()
        .map(row -> row.get(MODELS.column(column)))
        .filter(cell -> !cell.isEmpty())
        .collect(Collectors.toSet());
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
