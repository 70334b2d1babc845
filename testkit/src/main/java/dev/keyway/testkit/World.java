package dev.keyway.testkit;

import dev.keyway.scripted.ScriptedProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The consumers, routes and policies of every case. */
final class World {

  static final Consumer RITA = new Consumer("rita", List.of("research"), Map.of("plan", "pro"));
  static final Consumer PAUL = new Consumer("paul", List.of("support"), Map.of("plan", "free"));

  /** Where the policy {@link #TEAMS} is mounted. */
  static final String TEAMS_PREFIX = "/teams/search";

  /** Where the policy {@link #CHAT} is mounted, beside all other paths. */
  static final String PREFIX = "/ai";

  /** Everybody's requests go to all providers. */
  static final String CHAT = "chat";

  /** A consumer's requests are paid with the consumer's key, for the models that it may use. */
  static final String TEAMS = "teams";

  /** Where the policy {@link #PLANS} is mounted. */
  static final String PLANS_PREFIX = "/plans";

  /** A key for each value of the claim {@code plan}, and one for a group. */
  static final String PLANS = "plans";

  /** Keys' values by their ids. */
  static final Map<String, String> KEYS =
      Map.of(
          "one", "sk-first-one-4f1c",
          "two", "sk-first-two-77ab",
          "three", "sk-first-three-09de",
          "four", "sk-second-four-b2c8",
          "five", "sk-third-five-e6d0",
          "ritas", "sk-first-ritas-51aa",
          "pauls", "sk-first-pauls-c390",
          "pro", "sk-first-pro-1d4b",
          "free", "sk-first-free-8e21",
          "support", "sk-first-support-f7f3");

  private World() {}

  static GatewaySetup setup(Path folder) {
    return new GatewaySetup(
        folder,
        List.of(
            new Route("teams", TEAMS_PREFIX, TEAMS),
            new Route("plans", PLANS_PREFIX, PLANS),
            new Route("chat", PREFIX, CHAT),
            new Route("chat", "", CHAT)),
        List.of(RITA, PAUL),
        List.of(CHAT, TEAMS, PLANS),
        environment());
  }

  private static Map<String, String> environment() {
    return KEYS.entrySet().stream()
        .collect(
            Collectors.toMap(
                key -> "KEYS_" + key.getKey().toUpperCase(Locale.ROOT), Map.Entry::getValue));
  }

  /**
   * The model {@code renamed} has another name at each provider. The model {@code keyed} is served
   * with three keys, of which two draw on one account; the model {@code shared} by three providers,
   * each of which wants its key in another header.
   */
  static String chat(ScriptedProvider first, ScriptedProvider second, ScriptedProvider third) {
    return """
    only_allow_configured_providers: true
    providers:
      - id: first
        base_url: %s
        models: [{id: shared}, {id: keyed}, {id: renamed}]
        api_keys:
          - {id: one, value: "${secrets.get('keys', 'one')}", quota_group: account}
          - {id: two, value: "${secrets.get('keys', 'two')}", quota_group: account, models: [keyed]}
          - {id: three, value: "${secrets.get('keys', 'three')}", quota_group: spare, models: [keyed]}
      - id: second
        base_url: %s
        auth: {style: header, name: x-api-key}
        models: [{id: shared}, {id: a-name-that-is-longer, id_aliases: [renamed]}]
        api_keys: [{id: four, value: "${secrets.get('keys', 'four')}"}]
      - id: third
        base_url: %s
        auth: {style: header, name: api-key}
        models: [{id: shared}, {id: name, id_aliases: [renamed]}]
        api_keys: [{id: five, value: "${secrets.get('keys', 'five')}"}]
    """
        .formatted(first.baseUrl(), second.baseUrl(), third.baseUrl());
  }

  /** Rita may use both models, Paul the small one. */
  static String teams(ScriptedProvider first) {
    return """
    only_allow_configured_providers: true
    only_allow_configured_models: true
    providers:
      - id: first
        base_url: %s
        models:
          - {id: small, metadata: {consumers: [rita, paul]}}
          - {id: large, metadata: {consumers: [rita]}}
        api_keys:
          - {id: pauls, value: "${secrets.get('keys', 'pauls')}", metadata: {consumer: paul}}
          - {id: ritas, value: "${secrets.get('keys', 'ritas')}", metadata: {consumer: rita}}
    model_selection:
      strategy: ["ai.models.filter(m, client.consumer in m.metadata.consumers)"]
    api_key_selection:
      strategy: ["ai.keys.filter(k, k.metadata.consumer == client.consumer)"]
    """
        .formatted(first.baseUrl());
  }

  /** The model {@code by-group} is served with a group's key, {@code by-claim} with a plan's. */
  static String plans(ScriptedProvider first) {
    return """
    only_allow_configured_providers: true
    providers:
      - id: first
        base_url: %s
        models: [{id: by-claim}, {id: by-group}]
        api_keys:
          - {id: pro, value: "${secrets.get('keys', 'pro')}", metadata: {plan: pro, group: none}}
          - {id: free, value: "${secrets.get('keys', 'free')}", metadata: {plan: free, group: none}}
          - {id: support, value: "${secrets.get('keys', 'support')}", metadata: {plan: none, group: support}}
    api_key_selection:
      strategy:
        - >-
          ai.request.model == 'by-group'
          ? ai.keys.filter(k, k.metadata.group in client.groups)
          : ai.keys.filter(k, k.metadata.plan == client.claims.plan)
    """
        .formatted(first.baseUrl());
  }
}
