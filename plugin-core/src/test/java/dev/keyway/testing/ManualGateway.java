package dev.keyway.testing;

import dev.keyway.catalogue.Catalogue;
import dev.keyway.policy.AiGateway;
import dev.keyway.policy.ApiKey;
import dev.keyway.policy.FailoverSettings;
import dev.keyway.policy.ManagedKeys;
import dev.keyway.policy.Strategy;
import dev.keyway.policy.TokenLimits;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An {@code ai-gateway} action told step by step; what is not told is as by default. */
public final class ManualGateway {

  private final Map<String, List<ApiKey>> keys = new LinkedHashMap<>();
  private Catalogue catalogue = Catalogue.builtIn();
  private AiGateway.Additions additions = AiGateway.Additions.NONE;
  private final Map<String, List<ApiKey>> houseKeys = new LinkedHashMap<>();
  private boolean onExhausted;
  private boolean afterClientKey;
  private TokenLimits tokens = TokenLimits.NONE;
  private List<Strategy> modelStrategies = List.of();
  private List<Strategy> strategies = List.of();
  private Duration reuseRankingFor = Duration.ZERO;
  private FailoverSettings failover = FailoverSettings.DEFAULTS;
  private boolean asksForUsage;
  private Duration perRequestTimeout = Duration.ofSeconds(30);
  private Duration totalTimeout = Duration.ofMinutes(5);

  /** The catalogue with the policy's own providers. */
  public ManualGateway catalogue(Catalogue merged) {
    catalogue = merged;
    return this;
  }

  /** What is added to every request. */
  public ManualGateway additions(AiGateway.Additions added) {
    additions = added;
    return this;
  }

  /** {@code max_input_tokens} and {@code max_output_tokens}. */
  public ManualGateway tokens(TokenLimits limits) {
    tokens = limits;
    return this;
  }

  /** A provider's keys in listed order. */
  public ManualGateway keys(String provider, List<ApiKey> listed) {
    keys.put(provider, listed);
    return this;
  }

  /** A provider's house keys in listed order; they must be {@code managed}. */
  public ManualGateway houseKeys(String provider, List<ApiKey> listed) {
    houseKeys.put(provider, listed);
    return this;
  }

  /** {@code managed_keys.on_exhausted: use}. */
  public ManualGateway houseOnExhausted(boolean use) {
    onExhausted = use;
    return this;
  }

  /** {@code managed_keys.after_client_key: use}. */
  public ManualGateway houseAfterClientKey(boolean use) {
    afterClientKey = use;
    return this;
  }

  /** {@code model_selection}. */
  public ManualGateway modelStrategies(List<Strategy> inOrder) {
    modelStrategies = inOrder;
    return this;
  }

  /** {@code api_key_selection}. */
  public ManualGateway strategies(List<Strategy> inOrder) {
    strategies = inOrder;
    return this;
  }

  /** {@code api_key_selection.reuse_for}. */
  public ManualGateway reuseRankingFor(Duration longest) {
    reuseRankingFor = longest;
    return this;
  }

  /** {@code failover}. */
  public ManualGateway failover(FailoverSettings settings) {
    failover = settings;
    return this;
  }

  /** As with {@code stream_usage: always}. */
  public ManualGateway asksForUsage(boolean asks) {
    asksForUsage = asks;
    return this;
  }

  /** {@code per_request_timeout}. */
  public ManualGateway perRequestTimeout(Duration timeout) {
    perRequestTimeout = timeout;
    return this;
  }

  /** {@code total_timeout}. */
  public ManualGateway totalTimeout(Duration timeout) {
    totalTimeout = timeout;
    return this;
  }

  /** The action. */
  public AiGateway get() {
    return new AiGateway(
        catalogue,
        keys,
        new ManagedKeys(houseKeys, onExhausted, afterClientKey),
        false,
        false,
        modelStrategies,
        strategies,
        reuseRankingFor,
        additions,
        tokens,
        perRequestTimeout,
        totalTimeout,
        Duration.ofMinutes(5),
        false,
        failover,
        true,
        false,
        asksForUsage);
  }
}
