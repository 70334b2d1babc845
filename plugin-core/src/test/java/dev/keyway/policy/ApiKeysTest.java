package dev.keyway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ApiKeysTest {

  private static List<ApiKey> keys(String items) {
    return Policies.load(
            "providers:\n  - id: openai\n    quota_group: house\n    api_keys:\n" + items)
        .keys()
        .get("openai");
  }

  @Test
  void everythingOfAKeyIsRead() {
    ApiKey key =
        keys("""
              - value: ${secrets.get('openai', 'primary-key')}
                id: Team A
                quota_group: team-a
                metadata: {owner: a}
                models: [GPT-4o, my-ft]
        """)
            .getFirst();

    assertThat(key.id()).isEqualTo("Team A");
    assertThat(key.identity()).isEqualTo("openai:secret:openai/primary-key");
    assertThat(key.quotaGroup()).isEqualTo("team-a");
    assertThat(key.metadata()).isEqualTo(Map.of("owner", "a"));
    assertThat(key.models()).isEqualTo(Set.of("gpt-4o", "my-ft"));
    assertThat(key.secret().current().reveal()).isEqualTo("sk-primary");
  }

  @Test
  void keyWithoutAGroupHasThatOfItsProvider() {
    assertThat(keys("      - value: sk-a\n").getFirst().quotaGroupIdentity())
        .isEqualTo("openai#house");
  }

  @Test
  void identityOutlivesANewIdAndAReload() {
    ApiKey before = keys("      - {value: sk-a}\n").getFirst();
    ApiKey after = keys("      - {value: sk-b}\n      - {value: sk-a, id: first}\n").getLast();

    assertThat(after.identity()).isEqualTo(before.identity());
    assertThat(after.id()).isNotEqualTo(before.id());
  }

  @Test
  void literalIsNamedByAKeyedHash() {
    assertThat(keys("      - value: sk-a\n").getFirst().id()).matches("key-[A-Za-z0-9_-]{12}");
    assertThat(Policies.LITERALS.name("openai", "sk-a"))
        .isNotEqualTo(KeyHash.random().name("openai", "sk-a"))
        .isNotEqualTo(Policies.LITERALS.name("google", "sk-a"))
        .isEqualTo(
            KeyHash.of("a pepper for tests".getBytes(StandardCharsets.UTF_8))
                .name("openai", "sk-a"));
  }

  @Test
  void oneKeyMayServeTwoProviders() {
    AiGateway gateway =
        Policies.load(
            """
            providers:
              - {id: openai, api_keys: [{value: sk-a}]}
              - {id: openrouter, api_keys: [{value: sk-a}]}
            """);

    assertThat(gateway.keys().get("openai").getFirst().id())
        .isNotEqualTo(gateway.keys().get("openrouter").getFirst().id());
  }

  @Test
  void emptyListIsPassthrough() {
    AiGateway gateway = Policies.load("providers: [{id: openai, api_keys: []}]");

    assertThat(gateway.holdsKeys()).isFalse();
    assertThat(gateway.keys()).isEmpty();
  }

  @Test
  void modelNobodyKnowsIsAWarning() {
    PolicyReading reading =
        Policies.read("providers: [{id: openai, api_keys: [{value: sk-a, models: [gpt-4o-mni]}]}]");

    assertThat(Policies.report(reading))
        .isEqualTo(
            "policy.yaml:1:60: warning: providers[0].api_keys[0].models[0]: no known model of openai"
                + " has this name (did you mean \"gpt-4o-mini\"?)\n");
  }

  @Test
  void nothingPrintsAKey() {
    assertThat(
            Policies.loaded(
                    Policies.read("providers: [{id: openai, api_keys: [{value: sk-canary}]}]"))
                .toString())
        .doesNotContain("canary");
  }
}
