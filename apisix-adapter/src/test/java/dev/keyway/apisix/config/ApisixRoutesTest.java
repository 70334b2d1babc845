package dev.keyway.apisix.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.keyway.hostconfig.Authentication;
import dev.keyway.hostconfig.RelayAddress;
import dev.keyway.testing.Golden;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class ApisixRoutesTest {

  static final Golden GOLDEN =
      new Golden(
          Path.of("src/test/resources/dev/keyway/apisix/config"),
          "apisix-adapter",
          "ApisixRoutesTest");

  private static final Yaml YAML = new Yaml(new SafeConstructor(new LoaderOptions()));

  @Test
  void admin() throws IOException {
    GOLDEN.holds("chat.json", ApisixRoutes.admin(Setups.PLAIN));
  }

  @Test
  void admin_ofAPolicyInside() throws IOException {
    GOLDEN.holds("code.json", ApisixRoutes.admin(Setups.only(Setups.ALL, 0)));
  }

  @Test
  void standalone() throws IOException {
    GOLDEN.holds("standalone-one-policy.yaml", ApisixRoutes.standalone(Setups.PLAIN));
  }

  @Test
  void standalone_ofSeveralPoliciesElsewhere() throws IOException {
    GOLDEN.holds("standalone-two-policies.yaml", ApisixRoutes.standalone(Setups.ALL));
  }

  /** Its reader can do less. */
  @Test
  void standalone_forTheOldestApisix() throws IOException {
    GOLDEN.holds("standalone-oldest.yaml", ApisixRoutes.standalone(Setups.OLD));
  }

  @Test
  void adc() throws IOException {
    GOLDEN.holds("adc-one-policy.yaml", ApisixRoutes.adc(Setups.PLAIN));
  }

  @Test
  void adc_ofSeveralPoliciesElsewhere() throws IOException {
    GOLDEN.holds("adc-two-policies.yaml", ApisixRoutes.adc(Setups.ALL));
  }

  /** The three say the same, each in its way. */
  @Test
  void route_isTheSameInAllFormats() throws IOException {
    for (int i = 0; i < Setups.ALL.routes().size(); i++) {
      JsonNode admin = new JsonMapper().readTree(ApisixRoutes.admin(Setups.only(Setups.ALL, i)));
      JsonNode standalone = tree(ApisixRoutes.standalone(Setups.ALL));
      JsonNode adc = tree(ApisixRoutes.adc(Setups.ALL)).get("services").get(0);
      for (String field : List.of("name", "uris", "timeout", "plugins")) {
        assertThat(standalone.get("routes").get(i).get(field)).isEqualTo(admin.get(field));
        assertThat(adc.get("routes").get(i).get(field)).isEqualTo(admin.get(field));
      }
      for (String field : List.of("type", "nodes", "scheme", "pass_host", "retries")) {
        JsonNode said = admin.get("upstream").get(field);
        assertThat(standalone.get("upstreams").get(0).get(field)).isEqualTo(said);
        assertThat(adc.get("upstream").get(field)).isEqualTo(said);
      }
    }
  }

  private static JsonNode tree(String yaml) throws IOException {
    JsonMapper json = new JsonMapper();
    return json.readTree(json.writeValueAsString(YAML.load(yaml)));
  }

  /** APISIX reads no apisix.yaml without it. */
  @Test
  void standalone_endsWithItsMark() {
    assertThat(ApisixRoutes.standalone(Setups.ALL)).endsWith("\n#END\n");
  }

  @Test
  void buffering_isTurnedOffWhereItCanBe() {
    assertThat(ApisixRoutes.admin(of("3.17"))).contains("\"disable_proxy_buffering\": true");
    assertThat(ApisixRoutes.adc(of("3.17"))).contains("disable_proxy_buffering: true");
    assertThat(ApisixRoutes.admin(of("3.16"))).doesNotContain("proxy-buffering");
    assertThat(ApisixRoutes.adc(of("3.16"))).doesNotContain("proxy-buffering");
  }

  private static ApisixSetup of(String version) {
    return new ApisixSetup(
        ApisixVersion.parse(version),
        new RelayAddress("127.0.0.1", 8710, false),
        "/run/keyway/apisix.sock",
        Authentication.KEY_AUTH,
        Map.of(),
        List.of(Setups.CHAT));
  }

  @Test
  void relayAtAnIpv6Address_isInBrackets() {
    ApisixSetup setup =
        new ApisixSetup(
            ApisixVersion.NEWEST,
            new RelayAddress("::1", 8710, false),
            "/a.sock",
            Authentication.NONE,
            Map.of(),
            List.of(Setups.CHAT));

    assertThat(ApisixRoutes.admin(setup)).contains("\"host\": \"[::1]\"");
    assertThat(ApisixRoutes.standalone(setup)).contains("host: \"[::1]\"");
  }

  @Test
  void adminApi_takesOneRouteAtATime() {
    assertThatThrownBy(() -> ApisixRoutes.admin(Setups.ALL))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void socketThatConfigYamlCantName_isNone() {
    assertThatThrownBy(() ->
            new ApisixSetup(
                ApisixVersion.NEWEST,
                Setups.PLAIN.relay(),
                "/a b}",
                Authentication.NONE,
                Map.of(),
                List.of(Setups.CHAT)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
