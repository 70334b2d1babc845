package dev.keyway.relay;

import dev.keyway.Keyway;
import dev.keyway.catalogue.Catalogue;
import dev.keyway.catalogue.Definitions;
import dev.keyway.catalogue.ProviderDefinition;
import dev.keyway.catalogue.ProviderDefinition.SupportedSurface;
import dev.keyway.document.Problem;
import dev.keyway.policy.AiGateway;
import dev.keyway.policy.ApiKey;
import dev.keyway.policy.FailoverSettings;
import dev.keyway.policy.ManagedKeys;
import dev.keyway.policy.Policy;
import dev.keyway.policy.PolicyReading;
import dev.keyway.policy.TokenLimits;
import dev.keyway.request.Format;
import dev.keyway.rule.Ruleset;
import dev.keyway.secret.SecretResolver;
import dev.keyway.testing.ManualSecret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A policy told step by step: providers that all serve {@link #MODEL}, and what tests vary. */
final class StagePolicy {

  static final String NAME = "stage";
  static final String MODEL = "test-model";

  private final List<ProviderDefinition> providers = new ArrayList<>();
  private final Map<String, List<ApiKey>> keys = new LinkedHashMap<>();
  private Duration perRequest = Duration.ofSeconds(30);
  private Duration total = Duration.ofMinutes(5);
  private Duration idle = Duration.ofMinutes(5);
  private Duration guard = FailoverSettings.DEFAULTS.streamGuard();
  private TokenLimits tokens = TokenLimits.NONE;
  private boolean exposeAttempts;
  private boolean asksForUsage;
  private Ruleset answerRules = Ruleset.gatewayAlone();

  /** Adds a provider; without keys it is one that gets the client's own. */
  StagePolicy provider(String id, URI baseUrl, String... secrets) {
    providers.add(
        Definitions.provider(id)
            .at(baseUrl.toString())
            .surfaces(
                new SupportedSurface(Format.OPENAI, null, null),
                new SupportedSurface(Format.ANTHROPIC, null, null))
            .models(Definitions.model(MODEL))
            .get());
    List<ApiKey> own = new ArrayList<>();
    for (String secret : secrets) {
      String name = id + "/" + (own.size() + 1);
      own.add(new ApiKey(id, name, name, new ManualSecret(secret), null, null, Map.of()));
    }
    if (!own.isEmpty()) {
      keys.put(id, own);
    }
    return this;
  }

  StagePolicy perRequestTimeout(Duration timeout) {
    perRequest = timeout;
    return this;
  }

  StagePolicy totalTimeout(Duration timeout) {
    total = timeout;
    return this;
  }

  StagePolicy streamIdleTimeout(Duration timeout) {
    idle = timeout;
    return this;
  }

  StagePolicy streamGuard(Duration time) {
    guard = time;
    return this;
  }

  StagePolicy maxInputTokens(long limit) {
    tokens = new TokenLimits(limit, null, false);
    return this;
  }

  StagePolicy exposeAttempts() {
    exposeAttempts = true;
    return this;
  }

  /** As with {@code stream_usage: always}. */
  StagePolicy asksForUsage() {
    asksForUsage = true;
    return this;
  }

  ApiKey key(String provider) {
    return keys.get(provider).getFirst();
  }

  /** Rules for answers, as a policy's file has them. */
  StagePolicy answerRules(String yaml) {
    String text = "on_http_request: [{type: ai-gateway}]\n" + yaml;
    PolicyReading reading =
        Keyway.policyReader(SecretResolver.ofEnvironment(name -> null), Problem.Severity.ERROR)
            .read(NAME, text.getBytes(StandardCharsets.UTF_8));
    answerRules =
        switch (reading) {
          case PolicyReading.Loaded loaded -> loaded.policy().rules();
          case PolicyReading.Refused refused -> throw new AssertionError(refused.problems());
        };
    return this;
  }

  Policy get() {
    return new Policy(NAME, "digest", answerRules, List.of(gateway()), List.of());
  }

  private AiGateway gateway() {
    return new AiGateway(
        Catalogue.builtIn().with(providers),
        keys,
        ManagedKeys.NONE,
        true,
        false,
        List.of(),
        List.of(),
        Duration.ZERO,
        AiGateway.Additions.NONE,
        tokens,
        perRequest,
        total,
        idle,
        false,
        failover(),
        true,
        exposeAttempts,
        asksForUsage);
  }

  private FailoverSettings failover() {
    FailoverSettings defaults = FailoverSettings.DEFAULTS;
    return new FailoverSettings(
        defaults.anyError(),
        guard,
        defaults.cooldownFirst(),
        defaults.cooldownLongest(),
        defaults.longestHint(),
        defaults.outOfMoneyFirst(),
        defaults.outOfMoneyLongest(),
        defaults.breaker(),
        defaults.slowStartTurns(),
        defaults.classify());
  }
}
