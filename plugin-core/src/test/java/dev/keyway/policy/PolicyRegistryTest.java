package dev.keyway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.document.Problem.Severity;
import dev.keyway.policy.PolicyReader.Origin;
import dev.keyway.testing.ManualClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PolicyRegistryTest {

  private static final Duration MAX_AGE = Duration.ofSeconds(30);

  private final ManualClock clock = new ManualClock();
  private final PolicyRegistry registry =
      new PolicyRegistry(
          clock, Policies.reader(Severity.ERROR, new Origin.Inline(Set.of())), MAX_AGE, 2);

  private Policy admit(String text) {
    return Policies.loaded(registry.admit(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void namedPoliciesAreReplacedAtOnce() {
    Policy policy = Policies.loaded(Policies.read("providers: []"));

    registry.publish(Map.of("chat", policy));
    assertThat(registry.named("chat")).isSameAs(policy);

    registry.publish(Map.of());
    assertThat(registry.named("chat")).isNull();
  }

  @Test
  void inlinePolicyIsCompiledOnce_andFoundByItsDigest() {
    Policy policy = admit("providers: []");

    assertThat(admit("providers: []")).isSameAs(policy);
    assertThat(registry.digested(policy.digest())).isSameAs(policy);
    assertThat(registry.digested("unknown")).isNull();
  }

  @Test
  void useKeepsAnInlinePolicy_disuseEndsIt() {
    String digest = admit("providers: []").digest();

    clock.pass(MAX_AGE);
    assertThat(registry.digested(digest)).isNotNull();
    clock.pass(MAX_AGE);
    assertThat(registry.digested(digest)).isNotNull();
    clock.pass(MAX_AGE.plusMillis(1));
    assertThat(registry.digested(digest)).isNull();
  }

  @Test
  void otherReader_readsInlinePoliciesAnew() {
    PolicyReader both =
        Policies.reader(Severity.ERROR, new Origin.Inline(Set.of("openai", "google")));
    PolicyReader google = Policies.reader(Severity.ERROR, new Origin.Inline(Set.of("google")));
    registry.readInlineBy(both, MAX_AGE);
    String openai = admit(keyed("openai", "primary-key")).digest();
    Policy before = admit(keyed("google", "key"));

    registry.readInlineBy(google, MAX_AGE);

    assertThat(registry.digested(openai)).isNull();
    assertThat(registry.digested(before.digest())).isNotNull().isNotSameAs(before);
  }

  private static String keyed(String vault, String name) {
    return "providers: [{id: %s, api_keys: [{value: \"${secrets.get('%s', '%s')}\"}]}]"
        .formatted(vault, vault, name);
  }

  @Test
  void oldestGoesWhenThereAreTooMany() {
    String first = admit("providers: []").digest();
    clock.pass(Duration.ofSeconds(1));
    String second = admit("providers: [] # 2").digest();
    clock.pass(Duration.ofSeconds(1));
    assertThat(registry.digested(first)).isNotNull();
    String third = admit("providers: [] # 3").digest();

    assertThat(registry.digested(first)).isNotNull();
    assertThat(registry.digested(second)).isNull();
    assertThat(registry.digested(third)).isNotNull();
  }

  @Test
  void refusedPolicyIsNotReadAgainAtOnce_butIsLater() {
    byte[] text = "access: {require: none}".getBytes(StandardCharsets.UTF_8);
    PolicyReading refused = registry.admit(text);

    assertThat(refused).isInstanceOf(PolicyReading.Refused.class);
    clock.pass(MAX_AGE);
    assertThat(registry.admit(text)).isSameAs(refused);
    clock.pass(Duration.ofMillis(1));
    assertThat(registry.admit(text)).isNotSameAs(refused);
  }
}
