package dev.keyway.envoy.config;

import dev.keyway.policy.Policy;
import dev.keyway.testing.Golden;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * The texts in src/test/resources are what is made. A reader of a change sees there what it does.
 * They have a folder of their own: beside the templates, those of the same name would be taken for
 * them.
 */
class EnvoyConfigTest {

  private static final Golden GOLDEN =
      new Golden(
          Path.of("src/test/resources/dev/keyway/envoy/config/golden"),
          "envoy-extproc",
          "EnvoyConfigTest");

  private static final Policy CHAT = Setups.openAiElseAnthropic("chat");
  private static final Policy CODE = Setups.at("https://vllm.internal:8443/v1");
  private static final Trust TRUST = new Trust("staff", true, true);

  private static final EnvoySetup.Doors IN_CLUSTER =
      new EnvoySetup.Doors(
          Setups.DOORS.listen(),
          null,
          new Address.Tcp("keyway.ai", 8710),
          null,
          Duration.ofSeconds(60),
          new Address.Tcp("keyway.ai", 8720),
          null,
          Setups.AUTHORITIES);

  private static final EnvoySetup.Doors ELSEWHERE =
      new EnvoySetup.Doors(
          new Address.Tcp("0.0.0.0", 8080),
          new Address.Tcp("127.0.0.1", 9901),
          new Address.Tcp("keyway.internal", 8710),
          new TlsFiles("/etc/envoy/ca.pem", null, null),
          Duration.ofSeconds(60),
          new Address.Tcp("10.0.0.7", 8720),
          new TlsFiles("/etc/envoy/ca.pem", "/etc/envoy/me.pem", "/etc/envoy/me-key.pem"),
          Setups.AUTHORITIES);

  @Test
  void relay() throws IOException {
    assertGolden("relay", Setups.setup(Form.RELAY, Shape.FULL, CHAT));
  }

  @Test
  void relay_ofSeveralPoliciesElsewhere() throws IOException {
    assertGolden(
        "relay-elsewhere", Setups.setup(Form.RELAY, Shape.FULL, ELSEWHERE, TRUST, CHAT, CODE));
  }

  @Test
  void relay_asFragment() throws IOException {
    assertGolden("relay-fragment", Setups.setup(Form.RELAY, Shape.FRAGMENT, CHAT, CODE));
  }

  @Test
  void token() throws IOException {
    assertGolden("token", Setups.setup(Form.TOKEN, Shape.FULL, CHAT));
  }

  @Test
  void nativeForm() throws IOException {
    assertGolden("native", Setups.setup(Form.NATIVE, Shape.FULL, CHAT));
  }

  @Test
  void nativeForm_asFragment() throws IOException {
    assertGolden(
        "native-fragment",
        Setups.setup(Form.NATIVE, Shape.FRAGMENT, Setups.DOORS, TRUST, CHAT, CODE));
  }

  @Test
  void envoyGateway() throws IOException {
    assertGolden(
        "envoy-gateway",
        Setups.setup(Form.RELAY, Shape.ENVOY_GATEWAY, IN_CLUSTER, TRUST, CHAT, CODE));
  }

  @Test
  void istio() throws IOException {
    assertGolden("istio", Setups.setup(Form.RELAY, Shape.ISTIO, IN_CLUSTER, TRUST, CHAT, CODE));
  }

  private static void assertGolden(String name, EnvoySetup setup) throws IOException {
    GOLDEN.holds(name + ".yaml", EnvoyConfig.of(setup));
  }
}
