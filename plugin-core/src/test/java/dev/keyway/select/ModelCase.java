package dev.keyway.select;

import dev.keyway.Keyway;
import dev.keyway.access.Caller;
import dev.keyway.access.ClientCredential;
import dev.keyway.document.Problem.Severity;
import dev.keyway.facts.Connection;
import dev.keyway.facts.HeadFacts;
import dev.keyway.facts.RequestFacts;
import dev.keyway.health.Health;
import dev.keyway.http.Headers;
import dev.keyway.policy.AiGateway;
import dev.keyway.policy.PolicyReader;
import dev.keyway.policy.PolicyReading;
import dev.keyway.request.AiRequest;
import dev.keyway.request.Surface;
import dev.keyway.route.Candidate;
import dev.keyway.route.Router;
import dev.keyway.route.Routing;
import dev.keyway.secret.SecretResolver;
import dev.keyway.testing.ManualClock;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A policy over a few models, and what its strategies choose of them. */
final class ModelCase {

  /** The world of the examples in {@code docs/expressions.md}. */
  static final String WORLD =
      """
      only_allow_configured_models: true
      providers:
        - id: openai
          api_keys:
            - {value: "${secrets.get('primary')}", id: primary, metadata: {tier: paid}}
            - {value: "${secrets.get('backup')}", id: backup}
          models:
            - id: gpt-4o
              metadata: {tier: premium, team: {name: blue}}
              pricing: {text: {input: 2.5, output: 10}}
              datacenters: [{country_code: US, region: us-east-1}]
            - id: gpt-4o-mini
              metadata: {tier: budget}
              pricing: {input: 0.15}
        - id: anthropic
          id_aliases: [claude-house]
          api_keys: [{value: "${secrets.get('anthropic')}"}]
          models:
            - id: claude-sonnet-4-5
              id_aliases: [sonnet]
              pricing: {text.input: 3, audio.input: 7}
              data_retention_days: 30
              datacenters: [{country_code: IE, region: eu-west-1}, {country_code: US}]
        - id: own
          base_url: https://models.example.com/v1
          metadata: {floor: 2}
          api_keys: [{value: "${secrets.get('own')}"}]
          models:
            - id: Llama-70B
              author_id: meta
              max_context_window: 131072
              parameter_count: 70000000000
              quantization: fp8
              data_training_policy: none
              data_retention_policy: none
      """;

  final Health health = new Health();
  private final AiGateway gateway;
  private RandomGenerator random = new Random(7);

  private ModelCase(AiGateway gateway) {
    this.gateway = gateway;
  }

  /** That world under these strategies. */
  static ModelCase of(String... strategies) {
    return policy(WORLD, strategies);
  }

  static ModelCase policy(String yaml, String... strategies) {
    PolicyReader reader =
        Keyway.policyReader(
            SecretResolver.ofEnvironment(name -> "value of " + name), Severity.ERROR);
    String list =
        Arrays.stream(strategies)
            .map(strategy -> "    - |-\n      " + strategy.replace("\n", "\n      ") + "\n")
            .collect(Collectors.joining());
    String selection = strategies.length == 0 ? "" : "model_selection:\n  strategy:\n" + list;
    return switch (reader.read("test", (yaml + selection).getBytes(StandardCharsets.UTF_8))) {
      case PolicyReading.Loaded loaded -> new ModelCase(loaded.policy().aiGateway());
      case PolicyReading.Refused refused -> throw new AssertionError(refused.problems().toString());
    };
  }

  AiGateway gateway() {
    return gateway;
  }

  ModelCase random(RandomGenerator generator) {
    random = generator;
    return this;
  }

  Routing.Found found(@Nullable String model, String... models) {
    AiRequest ai = ai(model, models);
    return switch (Router.route(gateway, caller(), ai, style -> new ClientCredential.None())) {
      case Routing.Found found -> found;
      case Routing.Nothing nothing -> throw new AssertionError(nothing.refusal().message());
    };
  }

  /** What is tried when a client names these models; none: it leaves the choice. */
  ModelChoice choose(@Nullable String model, String... models) {
    return ModelSelection.choose(
        gateway, found(model, models), request(model, models), health, random, ManualClock.START);
  }

  /** The same, by name. */
  List<String> names(@Nullable String model, String... models) {
    return switch (choose(model, models)) {
      case ModelChoice.Chosen chosen -> chosen.candidates().stream().map(Candidate::name).toList();
      case ModelChoice.None none -> List.of(none.refusal().code().wireName());
    };
  }

  /** All that is allowed, as strategies see it. */
  ModelScene scene() {
    return new ModelScene(
        gateway, found(null).candidates(), request(null), health, ManualClock.START);
  }

  RequestFacts request(@Nullable String model, String... models) {
    AiRequest ai = ai(model, models);
    HeadFacts head =
        new HeadFacts(
            "id",
            "route",
            "POST",
            ai.surface().path(),
            null,
            Headers.of("X-Team", "blue"),
            caller(),
            ManualClock.START,
            Connection.PLAIN);
    return RequestFacts.of(head, ai, "");
  }

  private static Caller caller() {
    return Caller.unknown(null);
  }

  private static AiRequest ai(@Nullable String model, String... models) {
    return new AiRequest(
        Surface.CHAT_COMPLETIONS,
        new byte[0],
        List.of(),
        model,
        List.of(models),
        true,
        false,
        null,
        false,
        "user-1");
  }
}
