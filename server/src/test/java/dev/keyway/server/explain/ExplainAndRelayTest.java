package dev.keyway.server.explain;

import static org.assertj.core.api.Assertions.fail;

import dev.keyway.Keyway;
import dev.keyway.document.Problem.Severity;
import dev.keyway.explain.Plan;
import dev.keyway.policy.KeyHash;
import dev.keyway.policy.Policy;
import dev.keyway.policy.PolicyReader;
import dev.keyway.policy.PolicyReading;
import dev.keyway.secret.SecretResolver;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * What {@code explain} says is what a relay then does: generated requests under generated policies,
 * each through both. A case that differs is told by its seed, which makes it again: {@code
 * -Dkeyway.compare.seed=…}. How many there are is {@code -Dkeyway.compare.cases}.
 */
class ExplainAndRelayTest {

  private static final int CASES = Integer.getInteger("keyway.compare.cases", 2000);
  private static final int REQUESTS_A_POLICY = 20;
  private static final Long ONE = Long.getLong("keyway.compare.seed");

  private final Map<String, Integer> seen = new TreeMap<>();

  @Test
  void explain_saysWhatTheRelayDoes() throws Exception {
    long start = System.nanoTime();
    try (CompareStage stage = new CompareStage()) {
      if (ONE != null) {
        compare(stage, policy(stage, ONE / REQUESTS_A_POLICY), ONE);
        return;
      }
      Policy policy = policy(stage, 0);
      for (long seed = 0; seed < CASES; seed++) {
        if (seed % REQUESTS_A_POLICY == 0) {
          policy = policy(stage, seed / REQUESTS_A_POLICY);
        }
        compare(stage, policy, seed);
      }
    }
    long millis = (System.nanoTime() - start) / 1_000_000;
    System.out.println(CASES + " cases compared in " + millis + " ms: " + seen);
  }

  private void compare(CompareStage stage, Policy policy, long seed) throws Exception {
    RequestDraw.Drawn drawn = RequestDraw.of(seed, policy);
    Plan plan = stage.explained(policy, drawn, seed);
    Compared explained = Compared.of(plan);
    Compared relayed = stage.relayed(policy, drawn, seed, plan);
    if (!explained.equals(relayed)) {
      fail(report(stage, drawn, seed, explained, relayed));
    }
    seen.merge(kind(plan), 1, Integer::sum);
  }

  private static String kind(Plan plan) {
    String reply = plan.reply().code() == null ? "passed" : plan.reply().code();
    return Math.min(plan.attempts().size(), 5) + " attempts, " + reply;
  }

  private static String report(
      CompareStage stage,
      RequestDraw.Drawn drawn,
      long seed,
      Compared explained,
      Compared relayed) {
    return """

    seed %d

    %s
    %s

    --- explain says
    %s

    --- the relay did
    %s
    """
        .formatted(
            seed,
            PolicyDraw.of(seed / REQUESTS_A_POLICY, stage.custom(), stage.nobody()),
            drawn,
            explained.text(),
            relayed.text());
  }

  private static Policy policy(CompareStage stage, long seed) {
    String yaml = PolicyDraw.of(seed, stage.custom(), stage.nobody());
    SecretResolver secrets =
        SecretResolver.ofEnvironment(name -> "sk-" + name.toLowerCase(Locale.ROOT));
    PolicyReading reading =
        Keyway.policyReader(
                secrets, Severity.ERROR, new PolicyReader.Origin.Operator(), KeyHash.numbering())
            .read("compared", yaml.getBytes(StandardCharsets.UTF_8));
    return switch (reading) {
      case PolicyReading.Loaded loaded -> loaded.policy();
      case PolicyReading.Refused refused ->
          throw new IllegalStateException(
              "policy " + seed + " does not load: " + refused.problems() + "\n" + yaml);
    };
  }
}
