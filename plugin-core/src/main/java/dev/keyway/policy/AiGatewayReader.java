package dev.keyway.policy;

import dev.keyway.catalogue.AuthStyle;
import dev.keyway.catalogue.Catalogue;
import dev.keyway.document.Fields;
import dev.keyway.policy.ManagedKeysReader.Managed;
import dev.keyway.rule.Ruleset;
import dev.keyway.token.InputTokens;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the configuration of the {@code ai-gateway} action. */
final class AiGatewayReader {

  private final Reading reading;
  private final SecretReferences secrets;
  private final boolean followed;
  private final Ruleset rules;

  /**
   * @param followed whether another action follows, for when all attempts failed
   * @param rules those among which it stands
   */
  AiGatewayReader(Reading reading, SecretReferences secrets, boolean followed, Ruleset rules) {
    this.reading = reading;
    this.secrets = secrets;
    this.followed = followed;
    this.rules = rules;
  }

  /** The configuration, or null, and then an error is left. */
  @Nullable AiGateway read(Fields config) {
    KeyScopes keys = new KeyScopes(reading, secrets);
    List<ConfiguredProvider> listed = new ProvidersReader(reading, keys).read(config);
    Managed managed = new ManagedKeysReader(reading, keys, listed).read(config);
    List<ConfiguredProvider> providers = managed.completing(listed);
    AiGateway.Additions additions = new AdditionsReader(reading, secrets, providers).read(config);
    boolean credential = bringsCredential(listed);
    boolean policysKeys =
        credential
            || additions.nameSecrets()
            || listed.stream().anyMatch(provider -> !provider.keys().isEmpty());
    AccessReader.Guarded guarded =
        AccessReader.guarded(policysKeys, !managed.providers().isEmpty());
    Draft draft =
        new Draft(
            managed,
            config.flag("only_allow_configured_providers", false),
            config.flag("only_allow_configured_models", false),
            new StrategiesReader(reading, secrets, reading.settings().modelSelection())
                .read(config, "model_selection"),
            new StrategiesReader(reading, secrets, reading.settings().keySelection())
                .readForKeys(config),
            additions,
            config.whole("max_input_tokens", 1, TokenLimits.LARGEST),
            config.whole("max_output_tokens", 1, TokenLimits.LARGEST),
            times(config),
            config.choice("on_error", List.of(OnError.values()), OnError::wireName)
                == OnError.CONTINUE,
            new FailoverReader(reading).read(config, new KnownProviders(providers)),
            new AccessReader(reading).requireAuthenticated(config, guarded),
            config.choice("expose", List.of("attempts", "none"), name -> name),
            config.choice("stream_usage", List.of(StreamUsage.values()), StreamUsage::wireName));
    config.end();
    if (credential && !draft.onlyProviders()) {
      reading
          .problems()
          .warning(
              config.place("only_allow_configured_providers"),
              "a rule gives requests a credential, which goes to whichever provider without keys of"
                  + " its own a client names; list that provider, and set this to true");
    }
    new Sense(reading, config).check(draft, providers, followed);
    return reading.problems().hasErrors() ? null : gateway(draft, providers);
  }

  /** Whether a rule gives requests a credential of the policy's own. */
  private boolean bringsCredential(List<ConfiguredProvider> listed) {
    List<AuthStyle> styles =
        listed.stream()
            .flatMap(provider -> Stream.ofNullable(provider.definition().auth()))
            .toList();
    Set<String> headers =
        styles.stream()
            .filter(style -> style.kind() == AuthStyle.Kind.HEADER)
            .map(style -> style.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    boolean queries = styles.stream().anyMatch(style -> style.kind() == AuthStyle.Kind.QUERY);
    return rules.bringsCredential(headers, queries);
  }

  private AiGateway gateway(Draft draft, List<ConfiguredProvider> providers) {
    Catalogue catalogue =
        Catalogue.builtIn().with(providers.stream().map(ConfiguredProvider::definition).toList());
    KeyModels models = new KeyModels(reading, catalogue);
    Managed managed = draft.managed();
    return new AiGateway(
        catalogue,
        models.resolve(providers),
        new ManagedKeys(
            models.resolve(managed.providers()), managed.onExhausted(), managed.afterClientKey()),
        draft.onlyProviders(),
        draft.onlyModels(),
        draft.modelSelection(),
        draft.keySelection().inOrder(),
        draft.keySelection().reuseRankingFor(),
        draft.additions(),
        tokens(draft),
        draft.times().perRequest(),
        draft.times().total(),
        draft.times().streamIdle(),
        draft.continueOnError(),
        draft.failover(),
        draft.requireAuthenticated(),
        "attempts".equals(draft.expose()),
        Objects.requireNonNullElse(draft.streamUsage(), StreamUsage.AUTO).asks(draft.strategies()));
  }

  private TokenLimits tokens(Draft draft) {
    boolean estimated =
        draft.strategies().anyMatch(strategy -> strategy.expression().uses(InputTokens.PATH))
            || draft.additions().use(InputTokens.PATH)
            || rules.use(InputTokens.PATH);
    if (estimated || draft.maxInputTokens() != null) {
      // Now, rather than at the first request, which may be on an event loop.
      InputTokens.prepare();
    }
    return new TokenLimits(draft.maxInputTokens(), draft.maxOutputTokens(), estimated);
  }

  private Times times(Fields config) {
    return new Times(
        reading.duration(config, "per_request_timeout", Duration.ofSeconds(30)),
        reading.duration(config, "total_timeout", Duration.ofMinutes(5)),
        reading.duration(config, "stream_idle_timeout", Duration.ofMinutes(5)));
  }

  private enum OnError {
    HALT,
    CONTINUE;

    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The time-outs. */
  record Times(Duration perRequest, Duration total, Duration streamIdle) {}

  /** Everything but what needs the catalogue. */
  record Draft(
      Managed managed,
      boolean onlyProviders,
      boolean onlyModels,
      List<Strategy> modelSelection,
      StrategiesReader.KeyStrategies keySelection,
      AiGateway.Additions additions,
      @Nullable Long maxInputTokens,
      @Nullable Long maxOutputTokens,
      Times times,
      boolean continueOnError,
      FailoverSettings failover,
      boolean requireAuthenticated,
      @Nullable String expose,
      @Nullable StreamUsage streamUsage) {

    Stream<Strategy> strategies() {
      return Stream.concat(modelSelection.stream(), keySelection.inOrder().stream());
    }
  }
}
