package dev.keyway.envoy;

import dev.keyway.Keyway;
import dev.keyway.access.AccessKeys;
import dev.keyway.access.Admission;
import dev.keyway.access.ContextKeys;
import dev.keyway.access.CredentialFingerprints;
import dev.keyway.access.PolicyRef;
import dev.keyway.document.Problem;
import dev.keyway.health.Health;
import dev.keyway.policy.Policy;
import dev.keyway.policy.PolicyReading;
import dev.keyway.provider.ProviderUrls;
import dev.keyway.record.DecisionRecord;
import dev.keyway.secret.SecretResolver;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * What rehearsed requests are served by: a policy and keys that are made up, and nothing of what
 * real ones are served by, so that neither records nor what is known of keys hear of them.
 */
final class RehearsedServing {

  static final String POLICY = "rehearsal";

  /** Where its policy's first try goes. */
  static final String CLUSTER = ClusterName.of("openai", URI.create("https://api.openai.com/v1"));

  private static final String TEXT =
      """
      on_http_request:
        - type: ai-gateway
          config:
            access: {require: none}
            providers:
              - id: openai
                api_keys: [{value: "${secrets.get('rehearsal', 'key')}"}]
      """;

  private RehearsedServing() {}

  /**
   * @param records what would be recorded
   */
  static EnvoyServing with(Consumer<DecisionRecord> records) {
    SecureRandom random = new SecureRandom();
    Policy policy = policy();
    return new EnvoyServing(
        new Keyway(InstantSource.system(), random, new Health(), ProviderUrls.NONE, records),
        ref -> ref.equals(new PolicyRef.Named(POLICY)) ? policy : null,
        new Admission(
            AccessKeys.NONE,
            ContextKeys.random(random),
            Duration.ofSeconds(30),
            CredentialFingerprints.random(random)));
  }

  private static Policy policy() {
    PolicyReading reading =
        Keyway.policyReader(
                SecretResolver.ofEnvironment(any -> "made-up"), Problem.Severity.WARNING)
            .read(POLICY, TEXT.getBytes(StandardCharsets.UTF_8));
    return switch (reading) {
      case PolicyReading.Loaded(Policy policy) -> policy;
      case PolicyReading.Refused refused ->
          throw new IllegalStateException("the rehearsal's own policy is no policy");
    };
  }
}
