package dev.keyway.policy;

import dev.keyway.catalogue.Catalogue;
import dev.keyway.expression.Template;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The {@code ai-gateway} action's configuration, validated, with defaults filled in.
 *
 * @param catalogue the built-in catalogue with this policy's providers merged over it
 * @param keys the keys of each configured provider by its id, in listed order; a provider with none
 *     is absent
 * @param managedKeys the operator's house keys
 * @param onlyConfiguredProviders whether providers not listed are refused
 * @param onlyConfiguredModels whether models not listed under a provider are refused
 * @param modelSelection strategies over models, in order
 * @param keySelection strategies over keys, in order
 * @param reuseRankingFor how old a ranking of keys may be that strategies made for another request,
 *     by what changes with each; zero: each request has one of its own
 * @param additions what is added to every request that goes to a provider
 * @param tokens how large prompts and answers may be
 * @param perRequestTimeout one attempt
 * @param totalTimeout all attempts together, until the response is committed
 * @param streamIdleTimeout the longest silence of a committed stream
 * @param continueOnError whether the next action runs when all attempts failed
 * @param failover what failures mean and how long they are remembered
 * @param requireAuthenticated whether a caller nobody vouches for is refused
 * @param exposeAttempts whether the answer names provider, model, key and number of attempts
 * @param asksForUsage whether streams are asked to say what they used where their clients do not
 */
public record AiGateway(
    Catalogue catalogue,
    Map<String, List<ApiKey>> keys,
    ManagedKeys managedKeys,
    boolean onlyConfiguredProviders,
    boolean onlyConfiguredModels,
    List<Strategy> modelSelection,
    List<Strategy> keySelection,
    Duration reuseRankingFor,
    Additions additions,
    TokenLimits tokens,
    Duration perRequestTimeout,
    Duration totalTimeout,
    Duration streamIdleTimeout,
    boolean continueOnError,
    FailoverSettings failover,
    boolean requireAuthenticated,
    boolean exposeAttempts,
    boolean asksForUsage) {

  public AiGateway {
    keys = KeyLists.copyOf(keys);
    modelSelection = List.copyOf(modelSelection);
    keySelection = List.copyOf(keySelection);
  }

  /**
   * Every key of a provider, the policy's first, then the house's; no two have one id. What is
   * known of keys is asked for by this, never whose turn it is.
   */
  public List<ApiKey> everyKeyOf(String providerId) {
    List<ApiKey> policys = keys.getOrDefault(providerId, List.of());
    List<ApiKey> houses = managedKeys.keys().getOrDefault(providerId, List.of());
    if (houses.isEmpty()) {
      return policys;
    }
    List<ApiKey> all = new ArrayList<>(policys);
    all.addAll(houses);
    return all;
  }

  /** Whether a strategy or a value that is added reads this, such as {@code ai.request.user}. */
  public boolean uses(String path) {
    return Stream.concat(modelSelection.stream(), keySelection.stream())
            .anyMatch(strategy -> strategy.expression().uses(path))
        || additions.use(path);
  }

  /** Whether any provider has keys here, the policy's or the house's: they are to be guarded. */
  public boolean holdsKeys() {
    return !keys.isEmpty() || !managedKeys.keys().isEmpty();
  }

  /**
   * Headers, query parameters and top-level body fields added to, and overriding, what the client
   * sent. They keep the order of the file.
   *
   * @param body values of body fields: a {@link Template}, or a plain JSON value (String, number,
   *     Boolean, List, Map, null as {@link com.fasterxml.jackson.databind.node.NullNode})
   */
  public record Additions(
      Map<String, Template> headers, Map<String, Template> queryParams, Map<String, Object> body) {

    /** Nothing is added. */
    public static final Additions NONE = new Additions(Map.of(), Map.of(), Map.of());

    public Additions {
      headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
      queryParams = Collections.unmodifiableMap(new LinkedHashMap<>(queryParams));
      body = Collections.unmodifiableMap(new LinkedHashMap<>(body));
    }

    /** Prints names only: a value may be a credential. */
    @Override
    public String toString() {
      return "Additions[headers %s, query_params %s, body %s]"
          .formatted(headers.keySet(), queryParams.keySet(), body.keySet());
    }

    /** Whether any value reads this. */
    boolean use(String path) {
      return Stream.of(headers.values(), queryParams.values(), body.values())
          .flatMap(Collection::stream)
          .anyMatch(value -> value instanceof Template template && template.uses(path));
    }

    /** Whether a value holds a secret that is named in it. */
    boolean nameSecrets() {
      return Stream.of(headers.values(), queryParams.values(), body.values())
          .flatMap(Collection::stream)
          .anyMatch(value -> value instanceof Template template && !template.secrets().isEmpty());
    }

    /** Whether a value that goes into the URL holds a secret that is named in it. */
    public boolean querySecrets() {
      return !queryParams.isEmpty()
          && queryParams.values().stream().anyMatch(template -> !template.secrets().isEmpty());
    }

    /** Whether nothing is added. */
    public boolean isEmpty() {
      return headers.isEmpty() && queryParams.isEmpty() && body.isEmpty();
    }
  }
}
