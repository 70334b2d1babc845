package dev.keyway.kong.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.hostconfig.Authentication;
import dev.keyway.hostconfig.PolicyRoute;
import dev.keyway.hostconfig.PolicyTimes;
import dev.keyway.hostconfig.RelayAddress;
import dev.keyway.kong.config.KongSetup.Places;
import dev.keyway.testing.Golden;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class KongConfigTest {

  static final Golden GOLDEN =
      new Golden(
          Path.of("src/test/resources/dev/keyway/kong/config"),
          "kong-adapter",
          "KongConfigTest,PluginQueryTest");

  private static final Yaml YAML = new Yaml(new SafeConstructor(new LoaderOptions()));

  private static final Places HERE =
      new Places(
          new RelayAddress("127.0.0.1", 8710, false),
          "/run/keyway/kong.sock",
          "/etc/kong/keyway.json");
  private static final Places ELSEWHERE =
      new Places(new RelayAddress("keyway.internal", 443, true), "/x/kong.sock", "/x/keyway.json");

  private static final String POLICY =
      """
      # Two keys.
      providers:
        - id: openai
          api_keys:
            - value: ${secrets.get('openai', 'key')}

      only_allow_configured_providers: true
      """;

  private static final PolicyRoute CHAT = new PolicyRoute("chat", "/chat", times(330), null);
  private static final PolicyRoute CODE = new PolicyRoute("code", "/", times(90), POLICY);

  private static final KongSetup PLAIN =
      new KongSetup(
          KongVersion.NEWEST, HERE, Authentication.KEY_AUTH, Set.of(), Map.of(), List.of(CHAT));
  private static final KongSetup ALL =
      new KongSetup(
          KongVersion.OLDEST,
          ELSEWHERE,
          Authentication.NONE,
          Set.of(PluginField.CLIENT_IP, PluginField.CREDENTIAL_ID, PluginField.JWT_CLAIMS),
          Map.of("team", "red: blue"),
          List.of(CODE, CHAT));

  @Test
  void deck() throws IOException {
    GOLDEN.holds("one-policy.yaml", KongConfig.deck(PLAIN));
  }

  @Test
  void deck_ofSeveralPoliciesElsewhere_forTheOldestKong() throws IOException {
    GOLDEN.holds("two-policies.yaml", KongConfig.deck(ALL));
  }

  @Test
  void kubernetes() throws IOException {
    GOLDEN.holds("kubernetes-one-policy.yaml", KongConfig.kubernetes(PLAIN));
  }

  @Test
  void kubernetes_ofSeveralPolicies_forTheOldestKong() throws IOException {
    GOLDEN.holds("kubernetes-two-policies.yaml", KongConfig.kubernetes(ALL));
  }

  @Test
  void kubernetes_hasNoTwoPluginsOfOneName() {
    PolicyRoute keyAuth = new PolicyRoute("key-auth", "/key-auth", times(330), null);

    String made =
        KongConfig.kubernetes(
            new KongSetup(
                KongVersion.NEWEST,
                HERE,
                Authentication.KEY_AUTH,
                Set.of(),
                Map.of(),
                List.of(CHAT, keyAuth)));

    assertThat(Pattern.compile("metadata: \\{name: ([^,]+),").matcher(made).results())
        .extracting(plugin -> plugin.group(1))
        .containsExactlyInAnyOrder("key-auth-for-keyway", "keyway-chat", "keyway-key-auth");
  }

  @Test
  void inlinePolicy_isItsText() {
    Map<String, Object> read = YAML.load(KongConfig.deck(ALL));

    assertThat(read.toString()).contains("policy_inline=" + POLICY + ",");
  }

  @Test
  void timeOut_isThatOfTheMostPatientPolicy() {
    assertThat(KongConfig.deck(ALL)).contains("read_timeout: 330000\n", "write_timeout: 330000\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run/kong.sock",
        "/run/a b",
        "/x\ny: 1",
        "/a;b",
        "/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      })
  void socketThatKongConfCantName_isNone(String path) {
    assertThatThrownBy(() -> new Places(HERE.relay(), path, HERE.query()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void prefix_isOneThatThePluginTakes() {
    assertThat(FieldKinds.PREFIX.problem(CHAT.prefix())).isNull();
    assertThat(CODE.prefix()).isEmpty();
  }

  private static PolicyTimes times(int silenceSeconds) {
    Duration silence = Duration.ofSeconds(silenceSeconds);
    return new PolicyTimes(silence, silence, silence);
  }
}
