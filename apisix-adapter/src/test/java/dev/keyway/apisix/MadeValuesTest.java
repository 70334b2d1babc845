package dev.keyway.apisix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.keyway.apisix.config.ApisixRoutes;
import dev.keyway.apisix.config.ApisixSetup;
import dev.keyway.apisix.config.Setups;
import dev.keyway.host.RoutePolicy;
import dev.keyway.host.RouteSettings;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The plugin reads what routes are made with. */
class MadeValuesTest {

  private static String value(ApisixSetup setup) throws IOException {
    return new JsonMapper()
        .readTree(ApisixRoutes.admin(setup))
        .at("/plugins/ext-plugin-post-req/conf/0/value")
        .asText();
  }

  @Test
  void policyByName_isJson() throws IOException {
    String value = value(Setups.only(Setups.ALL, 1));

    assertThat(new JsonMapper().readTree(value).isObject()).isTrue();
    assertThat(SettingsReading.of(value))
        .isEqualTo(
            new SettingsReading.Read(
                new RouteSettings(new RoutePolicy.Named("chat"), "/chat", Setups.ALL.vars())));
  }

  @Test
  void policyInside_isItsText() throws IOException {
    assertThat(inside(value(Setups.only(Setups.ALL, 0)))).isEqualTo(Setups.POLICY);
    assertThat(inside(value(Setups.only(Setups.OLD, 0)))).isEqualTo(Setups.POLICY);
  }

  /** JSON is YAML, too. */
  private static Object inside(String value) {
    RouteSettings settings = ((SettingsReading.Read) SettingsReading.of(value)).settings();
    assertThat(settings.policy()).isInstanceOf(RoutePolicy.Inline.class);
    assertThat(settings.prefix()).isEmpty();
    assertThat(settings.vars()).isEqualTo(Setups.ALL.vars());
    Map<String, Object> read = new Yaml(new SafeConstructor(new LoaderOptions())).load(value);
    return read.get("policy_inline");
  }

  @Test
  void value_forTheOldestApisix_isOneLineThatSingleQuotesHold() throws IOException {
    assertThat(value(Setups.only(Setups.OLD, 0))).matches("[ -&(-~]+");
  }
}
