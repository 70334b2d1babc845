package dev.keyway.explain;

import dev.keyway.Keyway;
import dev.keyway.access.Caller;
import dev.keyway.document.Problem.Severity;
import dev.keyway.health.Health;
import dev.keyway.http.Headers;
import dev.keyway.policy.KeyHash;
import dev.keyway.policy.Policy;
import dev.keyway.policy.PolicyReader;
import dev.keyway.policy.PolicyReading;
import dev.keyway.provider.ProviderUrls;
import dev.keyway.request.Surface;
import dev.keyway.secret.Secret;
import dev.keyway.secret.SecretResolver;
import dev.keyway.testing.ManualClock;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A request under a policy, planned. */
final class PlanStage {

  static final String CHAT =
      "{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

  private final Policy policy;
  Caller caller = by(Caller.Voucher.ACCESS_KEY, "somebody");
  Headers headers = Headers.empty();
  long seed = 1;

  PlanStage(String yaml) {
    this.policy = policy(yaml);
  }

  static Caller by(Caller.Voucher voucher, String consumer) {
    return new Caller(voucher, consumer, null, List.of(), null, Map.of(), null, null, null);
  }

  /** {@code secrets.get('v', 'name')} finds {@code sk-name-0123456789}. */
  static Policy policy(String yaml) {
    SecretResolver secrets =
        new SecretResolver(
            Map.of("v", name -> Optional.of(Secret.of("sk-" + name + "-0123456789"))));
    PolicyReading reading =
        Keyway.policyReader(
                secrets, Severity.ERROR, new PolicyReader.Origin.Operator(), KeyHash.numbering())
            .read("chat", yaml.getBytes(StandardCharsets.UTF_8));
    return switch (reading) {
      case PolicyReading.Loaded loaded -> loaded.policy();
      case PolicyReading.Refused refused ->
          throw new IllegalArgumentException(refused.problems().toString());
    };
  }

  Plan plan(String... answers) {
    return planFor(CHAT, answers);
  }

  Plan planFor(String body, String... answers) {
    List<AssumedAnswer> assumed = Arrays.stream(answers).map(AssumedAnswer::parse).toList();
    return Planner.plan(
        policy,
        Question.to(
            Surface.CHAT_COMPLETIONS,
            null,
            headers,
            body.getBytes(StandardCharsets.UTF_8),
            caller,
            "listener"),
        new Health(),
        new Conditions(ManualClock.START, seed, ProviderUrls.NONE, assumed));
  }

  /** {@code openai:gpt-4o with v/a}, for each attempt. */
  static List<String> attempts(Plan plan) {
    return plan.attempts().stream()
        .map(attempt -> attempt.model() + " with " + attempt.key())
        .toList();
  }
}
