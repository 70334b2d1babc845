package dev.keyway.bench.simulation;

import dev.keyway.Keyway;
import dev.keyway.document.Problem.Severity;
import dev.keyway.health.Health;
import dev.keyway.policy.Policy;
import dev.keyway.policy.PolicyReading;
import dev.keyway.provider.PreparedAttempt;
import dev.keyway.provider.ProviderUrls;
import dev.keyway.secret.SecretResolver;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One run: a Keyway that knows nothing yet, under one policy, among a scenario's providers. */
final class World {

  /** Apart from what the requests are drawn from, which no strategy may change. */
  private static final long OTHER_SEED = 7919;

  private final Scenario scenario;
  private final Policy policy;
  private final Timeline timeline = new Timeline();
  private final Keyway keyway;
  private final Map<String, SimulatedProvider> providers;
  private final Random chance;

  World(Scenario scenario, Strategy strategy, long seed) {
    this.scenario = scenario;
    this.policy = policy(scenario.setting() + strategy.yaml());
    this.providers =
        scenario.providers().get().stream()
            .collect(Collectors.toMap(SimulatedProvider::id, Function.identity()));
    this.chance = new Random(seed * OTHER_SEED);
    this.keyway =
        new Keyway(
            timeline.clock(),
            new Random(seed * OTHER_SEED + 1),
            new Health(),
            ProviderUrls.NONE,
            record -> {});
  }

  Scenario scenario() {
    return scenario;
  }

  Policy policy() {
    return policy;
  }

  Timeline timeline() {
    return timeline;
  }

  Keyway keyway() {
    return keyway;
  }

  /** What the provider does that this call is for. */
  Reply reply(PreparedAttempt call, Demand demand) {
    SimulatedProvider provider = providers.get(call.provider());
    if (provider == null) {
      throw new IllegalStateException("nobody plays " + call.provider());
    }
    return provider.reply(call, demand, timeline.now(), timeline.elapsed(), chance);
  }

  /** The first provider's accounts, which the keys of a strategy draw on. */
  Iterable<Account> accounts(String provider) {
    SimulatedProvider asked = providers.get(provider);
    if (asked == null) {
      throw new IllegalStateException("nobody plays " + provider);
    }
    return asked.accounts();
  }

  private static Policy policy(String yaml) {
    SecretResolver secrets =
        new SecretResolver(
            Map.of(
                "openai", Credentials::of,
                "anthropic", Credentials::of,
                "google", Credentials::of,
                "groq", Credentials::of));
    PolicyReading reading =
        Keyway.policyReader(secrets, Severity.ERROR)
            .read("simulation", yaml.getBytes(StandardCharsets.UTF_8));
    return switch (reading) {
      case PolicyReading.Loaded loaded -> loaded.policy();
      case PolicyReading.Refused refused ->
          throw new IllegalArgumentException(refused.problems() + "\n" + yaml);
    };
  }
}
