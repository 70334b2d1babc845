package dev.keyway.select;

import dev.keyway.catalogue.Author;
import dev.keyway.catalogue.Datacenter;
import dev.keyway.expression.Environment;
import dev.keyway.expression.FactType;
import dev.keyway.expression.ValueType;
import dev.keyway.expression.ValueType.Fact;
import dev.keyway.expression.ValueType.ListOf;
import dev.keyway.expression.ValueType.MapOf;
import dev.keyway.expression.ValueType.Scalar;
import dev.keyway.facts.RequestVariables;
import dev.keyway.policy.StrategyLanguage;
import dev.keyway.select.ModelScene.AuthorFacts;
import dev.keyway.select.ModelScene.ProviderFacts;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The environment of {@code model_selection}: {@code ai.models}, {@code ai.providers}, {@code
 * ai.authors} and the request's variables.
 */
public final class ModelEnvironment {

  private static final ValueType TEXTS = new ListOf(Scalar.STRING);

  private static final FactType<Datacenter> DATACENTER =
      FactType.named("Datacenter", Datacenter.class)
          .field(
              "country_code",
              Scalar.NULLABLE_STRING,
              "ISO 3166, two letters",
              Datacenter::countryCode)
          .field("region", Scalar.NULLABLE_STRING, "the provider's name for it", Datacenter::region)
          .build();

  private static final FactType<ModelView> MODEL =
      FactType.named("Model", ModelView.class)
          .field("id", Scalar.STRING, "the provider's own", m -> m.model().id())
          .field("id_aliases", TEXTS, "other names clients may use", m -> m.model().aliases())
          .field("provider_id", Scalar.STRING, "its provider", m -> m.provider().id())
          .field(
              "provider_id_aliases",
              TEXTS,
              "other names of its provider",
              m -> m.provider().aliases())
          .field("author_id", Scalar.NULLABLE_STRING, "who made it", m -> m.model().authorId())
          .field(
              "author_id_aliases",
              TEXTS,
              "other names of who made it",
              m -> aliases(m.model().author()))
          .field("display_name", Scalar.STRING, "for people", m -> m.model().displayName())
          .field(
              "description",
              Scalar.STRING,
              "for people; empty when there is none",
              m -> Objects.requireNonNullElse(m.model().description(), ""))
          .field(
              "known",
              Scalar.BOOL,
              "whether the catalogue or the policy has it; `openai:gpt-99` is not known",
              ModelView::known)
          .field(
              "custom",
              Scalar.BOOL,
              "whether the policy lists it and the catalogue does not know it",
              m -> m.model().custom())
          .field("metadata", new MapOf(Scalar.DYN), "as configured", m -> m.model().metadata())
          .field(
              "input_modalities",
              TEXTS,
              "`text`, `image` …; empty when unknown",
              m -> known(m.model().inputModalities()))
          .field(
              "output_modalities",
              TEXTS,
              "`text`, `image` …; empty when unknown",
              m -> known(m.model().outputModalities()))
          .field(
              "supported_features",
              TEXTS,
              "`tool-calling` …; empty when unknown",
              m -> known(m.model().features()))
          .field(
              "max_context_window",
              Scalar.NULLABLE_INT,
              "tokens of input and output together",
              m -> m.model().contextWindow())
          .field(
              "max_output_tokens",
              Scalar.NULLABLE_INT,
              "the provider's limit to an answer",
              m -> m.model().maxOutputTokens())
          .field(
              "parameter_count",
              Scalar.NULLABLE_INT,
              "how many parameters it has",
              m -> m.model().parameterCount())
          .field(
              "quantization",
              Scalar.NULLABLE_STRING,
              "such as `fp8`",
              m -> m.model().quantization())
          .field(
              "data_training_policy",
              Scalar.NULLABLE_STRING,
              "whether data is trained on, as configured",
              m -> m.model().dataHandling().trainingPolicy())
          .field(
              "data_retention_days",
              Scalar.NULLABLE_INT,
              "how long data is kept, as configured",
              m -> m.model().dataHandling().retentionDays())
          .field(
              "data_retention_policy",
              Scalar.NULLABLE_STRING,
              "how data is kept, as configured",
              m -> m.model().dataHandling().retentionPolicy())
          .field("pricing", new Fact(PriceTypes.PRICING), "what it costs", m -> m.model().pricing())
          .field(
              "datacenters",
              new ListOf(new Fact(DATACENTER)),
              "where it runs; empty when unknown",
              m -> known(m.model().datacenters()))
          .field(
              "metrics",
              new Fact(MetricTypes.METRICS),
              "what its requests have shown in the last five minutes",
              ModelView::metrics)
          .build();

  private static final ValueType LIST_OF_MODELS = new ListOf(new Fact(MODEL));

  private static final FactType<ProviderFacts> PROVIDER =
      FactType.named("Provider", ProviderFacts.class)
          .field("id", Scalar.STRING, "as in `provider:model`", p -> p.provider().id())
          .field("id_aliases", TEXTS, "other names", p -> p.provider().aliases())
          .field("display_name", Scalar.STRING, "for people", p -> p.provider().displayName())
          .field(
              "custom",
              Scalar.BOOL,
              "whether the catalogue does not know it",
              p -> p.provider().custom())
          .field("metadata", new MapOf(Scalar.DYN), "as configured", p -> p.provider().metadata())
          .field("models", LIST_OF_MODELS, "all that is known of it", ProviderFacts::models)
          .build();

  private static final FactType<AuthorFacts> AUTHOR =
      FactType.named("Author", AuthorFacts.class)
          .field("id", Scalar.STRING, "such as `meta`", a -> a.author().id())
          .field("id_aliases", TEXTS, "other names", a -> a.author().aliases())
          .field("models", LIST_OF_MODELS, "those of `ai.models` it made", AuthorFacts::models)
          .build();

  private static final FactType<ModelScene> AI =
      FactType.named("Ai", ModelScene.class)
          .field(
              "models",
              LIST_OF_MODELS,
              "what may serve the request: what the client named, or all that is allowed",
              ModelScene::models)
          .field(
              "providers",
              new ListOf(new Fact(PROVIDER)),
              "all providers, those the policy lists first",
              ModelScene::providers)
          .field(
              "authors",
              new ListOf(new Fact(AUTHOR)),
              "who made the models of `ai.models`",
              ModelScene::authors)
          .field("request", RequestVariables.AI_REQUEST, "what the body says", ModelScene::request)
          .build();

  /** What a strategy gives: models in the order they are tried, or one model. */
  private static final List<ValueType> RESULTS = List.of(LIST_OF_MODELS, new Fact(MODEL));

  private ModelEnvironment() {}

  private static <T> List<T> known(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  private static List<String> aliases(@Nullable Author author) {
    return author == null ? List.of() : author.aliases();
  }

  /** The environment. Costly. */
  public static Environment create() {
    return RequestVariables.environment().variable("ai", new Fact(AI)).build();
  }

  /** What strategies over models are written in; made at the first call. */
  public static StrategyLanguage language() {
    return Language.MADE;
  }

  private static final class Language {
    static final StrategyLanguage MADE = new StrategyLanguage(create(), RESULTS);
  }

  static Map<String, Object> variables(ModelScene scene) {
    return RequestVariables.values(scene.request().head(), scene, scene.request().named());
  }
}
