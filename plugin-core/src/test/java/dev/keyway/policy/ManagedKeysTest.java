package dev.keyway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.document.Problem.Severity;
import dev.keyway.policy.PolicyReader.Origin;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManagedKeysTest {

  private static final String OPENAI_BY_HOUSE =
      "managed_keys: {providers: [{id: openai, api_keys: [{value: sk-house}]}]}\n";

  @Test
  void everythingIsRead() {
    ManagedKeys managed =
        Policies.load(
                """
                managed_keys:
                  on_exhausted: use
                  after_client_key: use
                  providers:
                    - id: openai
                      quota_group: main
                      api_keys:
                        - value: ${secrets.get('openai', 'primary-key')}
                          id: house-1
                          models: [GPT-4o]
                          metadata: {cost_centre: 7}
                        - value: sk-second
                providers: [{id: openai, api_keys: [{value: sk-own}]}]
                """)
            .managedKeys();

    assertThat(managed.onExhausted()).isTrue();
    assertThat(managed.afterClientKey()).isTrue();
    assertThat(managed.keys().keySet()).containsExactly("openai");
    ApiKey key = managed.keys().get("openai").getFirst();
    assertThat(key.managed()).isTrue();
    assertThat(key.id()).isEqualTo("house-1");
    assertThat(key.models()).isEqualTo(Set.of("gpt-4o"));
    assertThat(key.metadata()).containsKey("cost_centre");
    assertThat(key.secret().current().reveal()).isEqualTo("sk-primary");
  }

  /** What is known of keys is remembered by the identity of their list. */
  @Test
  void listsOfKeys_neverChange() {
    AiGateway gateway =
        Policies.load(OPENAI_BY_HOUSE + "providers: [{id: groq, api_keys: [{value: sk-own}]}]");

    assertThat(gateway.keys().get("groq")).satisfies(ManagedKeysTest::neverChanges);
    assertThat(gateway.managedKeys().keys().get("openai")).satisfies(ManagedKeysTest::neverChanges);
  }

  private static void neverChanges(List<? extends ApiKey> keys) {
    assertThat(List.copyOf(keys)).isSameAs(keys);
  }

  @Test
  void switchesAreOff_unlessWritten() {
    ManagedKeys managed = Policies.load(OPENAI_BY_HOUSE).managedKeys();
    assertThat(managed.onExhausted()).isFalse();
    assertThat(managed.afterClientKey()).isFalse();
    assertThat(Policies.load("providers: []").managedKeys()).isEqualTo(ManagedKeys.NONE);
  }

  @Test
  void houseKeys_areKeysToBeGuarded() {
    AiGateway gateway = Policies.load(OPENAI_BY_HOUSE);
    assertThat(gateway.keys()).isEmpty();
    assertThat(gateway.holdsKeys()).isTrue();
    assertThat(gateway.requireAuthenticated()).isTrue();
    assertThat(Policies.report(Policies.read(OPENAI_BY_HOUSE + "access: {require: none}")))
        .contains("house keys serve only callers somebody vouches for");
  }

  @Test
  void providerWithHouseKeysAlone_isListed() {
    AiGateway gateway = Policies.load(OPENAI_BY_HOUSE + "only_allow_configured_providers: true\n");
    assertThat(gateway.catalogue().provider("openai").configured()).isTrue();
    assertThat(gateway.catalogue().provider("anthropic").configured()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"Gemini, google", "GOOGLE, google", "own, mine", "Mine, mine"})
  void provider_isNamedAsElsewhere(String name, String id) {
    AiGateway gateway =
        Policies.load(
            """
            providers: [{id: mine, id_aliases: [own], base_url: 'http://vllm'}]
            managed_keys: {providers: [{id: %s, api_keys: [{value: sk-house}]}]}
            """
                .formatted(name));
    assertThat(gateway.managedKeys().keys().keySet()).containsExactly(id);
    assertThat(gateway.managedKeys().keys().get(id).getFirst().providerId()).isEqualTo(id);
  }

  @Test
  void houseKey_isKnownApart_fromThePolicysOfTheSameSourceElsewhere() {
    ApiKey own =
        Policies.load("providers: [{id: openai, quota_group: main, api_keys: [{value: sk-house}]}]")
            .keys()
            .get("openai")
            .getFirst();
    ApiKey house =
        Policies.load(
                "managed_keys: {providers: [{id: openai, quota_group: main, api_keys: [{value: sk-house}]}]}")
            .managedKeys()
            .keys()
            .get("openai")
            .getFirst();
    assertThat(house.identity()).isNotEqualTo(own.identity());
    assertThat(house.quotaGroupIdentity()).isNotEqualTo(own.quotaGroupIdentity());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{providers: [{id: opnai, api_keys: [{value: k}]}]} | no such provider",
        "{providers: [{id: opnai, api_keys: [{value: k}]}]} | did you mean \"openai\"",
        "{providers: [{api_keys: [{value: k}]}]} | providers[0].id",
        "{providers: [{id: openai}]} | no house key",
        "{providers: [{id: openai, api_keys: []}]} | no house key",
        "{providers: [{id: openai, api_keys: [{value: 'a b'}]}]} | holds a blank",
        "{providers: [{id: openai, api_keys: [{value: k}, {value: k}]}]} | the same key as in line",
        "{providers: [{id: openai, api_keys: [{value: k}]}, {id: open-ai, api_keys: [{value: l}]}]} | already",
        "{providers: [{id: azure-openai, api_keys: [{value: k}]}]} | list it under providers, too",
        "{providers: [{id: openai, api_keys: [{value: k}], base_url: 'https://x'}]} | unknown field",
        "{on_exhausted: yes} | refuse, use",
        "{after_client_key: always} | refuse, use",
        "{on_exausted: use} | did you mean \"on_exhausted\"",
        "{providers: [{id: openai, api_keys: [{value: \"${secrets.get('no','such')}\"}]}]} | not set",
      })
  void whatCannotBe_isRefused(String managed, String problem) {
    assertThat(Policies.read("managed_keys: " + managed)).isInstanceOf(PolicyReading.Refused.class);
    assertThat(Policies.report(Policies.read("managed_keys: " + managed)))
        .contains("managed_keys")
        .contains(problem);
  }

  @Test
  void idOfAHouseKey_mayNotBeOneOfThePolicys() {
    assertThat(
            Policies.report(
                Policies.read(
                    """
                    providers: [{id: openai, api_keys: [{value: sk-a, id: first}]}]
                    managed_keys: {on_exhausted: use, providers: [{id: openai, api_keys: [{value: sk-b, id: first}]}]}
                    """)))
        .contains("policy.yaml:2:", "the id \"first\" is taken by the key in line 1");
  }

  @Test
  void keyOfThePolicy_mayNotBeOneOfTheHouse_forWhoWouldPay() {
    assertThat(
            Policies.report(
                Policies.read(
                    """
                    providers: [{id: openai, api_keys: [{value: "${secrets.get('key')}"}]}]
                    managed_keys: {on_exhausted: use, providers: [{id: open-ai, api_keys: [{value: "${secrets.get('key')}", id: h}]}]}
                    """)))
        .contains("policy.yaml:2:", "the same key as in line 1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "refuse | refuse | openai has api_keys, so its house keys serve only with on_exhausted: use",
        "use | use | every provider with house keys has api_keys",
      })
  void whatDoesNothing_isWarnedOf(String onExhausted, String afterClientKey, String warning) {
    assertThat(
            Policies.report(
                Policies.read(
                    OPENAI_BY_HOUSE.replace(
                            "{providers",
                            "{on_exhausted: %s, after_client_key: %s, providers"
                                .formatted(onExhausted, afterClientKey))
                        + "providers: [{id: openai, api_keys: [{value: sk-a}]}]")))
        .contains("warning", warning);
  }

  @Test
  void onExhausted_whereNoProviderHasBoth_isWarnedOf() {
    assertThat(
            Policies.report(
                Policies.read(
                    OPENAI_BY_HOUSE.replace("{providers", "{on_exhausted: use, providers"))))
        .contains("on_exhausted", "no provider has both api_keys and house keys");
  }

  @Test
  void inlinePolicy_readsHouseKeysOfItsVaultsAlone() {
    String text =
        "managed_keys: {providers: [{id: openai, api_keys: [{value: \"${secrets.get('openai','primary-key')}\"}]}]}";
    PolicyReading refused =
        Policies.reader(Severity.ERROR, new Origin.Inline(Set.of("google")))
            .read("test", text.getBytes(StandardCharsets.UTF_8));
    assertThat(Policies.report(refused)).contains("managed_keys", "may not read the vault");
    PolicyReading loaded =
        Policies.reader(Severity.ERROR, new Origin.Inline(Set.of("openai")))
            .read("test", text.getBytes(StandardCharsets.UTF_8));
    assertThat(loaded).isInstanceOf(PolicyReading.Loaded.class);
  }

  @Test
  void twoReferencesOnOneVariable_areAnError_alsoAcrossPolicyAndHouse() {
    assertThat(
            Policies.report(
                Policies.read(
                    """
                    providers: [{id: openai, api_keys: [{value: "${secrets.get('a','b-c')}"}]}]
                    managed_keys: {providers: [{id: google, api_keys: [{value: "${secrets.get('a-b','c')}"}]}]}
                    """)))
        .contains("policy.yaml:2:", "A_B_C");
  }

  @Test
  void nothingOfAKey_isPrinted() {
    AiGateway gateway = Policies.load(OPENAI_BY_HOUSE);
    assertThat(List.of(gateway.toString(), Map.copyOf(gateway.managedKeys().keys()).toString()))
        .noneMatch(text -> text.contains("sk-house"));
  }
}
