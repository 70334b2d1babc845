package dev.keyway.kong;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keyway.host.RoutePolicy;
import dev.keyway.kong.config.FieldKind;
import dev.keyway.kong.config.PluginField;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What Kong takes for a configuration of the plugin, by its schema, the plugin reads as it is
 * meant.
 */
class SchemaAndReaderTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Path VERDICTS =
      Path.of("src/test/resources/dev/keyway/kong/config/verdicts.json");

  static Stream<JsonNode> accepted() throws IOException {
    JsonNode all = JSON.readTree(Files.readString(VERDICTS));
    return StreamSupport.stream(all.spliterator(), false)
        .filter(verdict -> verdict.get("accepted").asBoolean())
        .map(verdict -> verdict.get("config"));
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void whatKongTakes_isReadAsItIsMeant(JsonNode config) {
    PluginConfig read = read(asKongSends(config));

    switch (read.settings().policy()) {
      case RoutePolicy.Named(String name) -> assertThat(name).isEqualTo(text(config, "policy"));
      case RoutePolicy.Inline inline ->
          assertThat(inline)
              .hasToString("Inline[%d bytes]".formatted(text(config, "policy_inline").length()));
    }
    assertThat(read.settings().prefix()).isEqualTo(text(config, "prefix"));
    assertThat(JSON.<JsonNode>valueToTree(read.settings().vars()))
        .isEqualTo(config.path("vars").isObject() ? config.get("vars") : JSON.createObjectNode());
    assertThat(read.credentialId()).isEqualTo(config.path("credential_id").asBoolean());
    assertThat(read.clientIp()).isEqualTo(config.path("client_ip").asBoolean());
    assertThat(read.jwtClaims()).isEqualTo(config.path("jwt_claims").asBoolean());
    assertThat(read.routeId()).isEqualTo("0c7d");
  }

  @Test
  void whatIsNotSaid_isWhatTheSchemaSays() {
    PluginConfig read = read("{\"policy\": \"chat\"}");

    assertThat(
            Map.of(
                PluginField.CREDENTIAL_ID, read.credentialId(),
                PluginField.CLIENT_IP, read.clientIp(),
                PluginField.JWT_CLAIMS, read.jwtClaims()))
        .allSatisfy((field, byDefault) ->
            assertThat(field.kind())
                .isInstanceOfSatisfying(
                    FieldKind.Switch.class,
                    off -> assertThat(off.byDefault()).isEqualTo(byDefault)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'policy': 'chat', 'policy_inline': 'providers: []'}",
        "{'policy': 'chat', 'polcy': 'x'}",
        "{'policy': 'chat', 'prefix': 'chat'}",
        "{'policy': 'chat', 'client_ip': 'yes'}",
        "{'policy': 'chat', 'vars': 'x'}",
        "{'policy': 3}"
      })
  void whatKongRefuses_isRefusedByThePluginAsWell(String config) {
    assertThat(PluginConfig.read(bytes(config.replace('\'', '"'))))
        .isInstanceOf(PluginConfig.Reading.Wrong.class);
  }

  /**
   * With what Kong puts where nothing was said, and what it adds: the recordings of
   * start-instance-scopes show it.
   */
  private static String asKongSends(JsonNode config) {
    ObjectNode sent = JSON.createObjectNode();
    for (PluginField field : PluginField.values()) {
      switch (field.kind()) {
        case FieldKind.Text any -> sent.putNull(field.wireName());
        case FieldKind.Texts any -> sent.putNull(field.wireName());
        case FieldKind.Switch off -> sent.put(field.wireName(), off.byDefault());
      }
    }
    sent.setAll((ObjectNode) config);
    if (config.path("vars").isArray()) {
      sent.putObject("vars");
    }
    sent.put("route_id", "0c7d").put("service_id", "3f2a").put("consumer_id", "77aa");
    sent.put("__plugin_id", "9b1e").put("__seq__", 7).put("__key__", "plugins:keyway:0c7d:::::");
    sent.put("__ws_id", "ws").put("plugin_instance_name", "one");
    return sent.toString();
  }

  private static String text(JsonNode config, String field) {
    return config.path(field).asText("");
  }

  private static PluginConfig read(String json) {
    return switch (PluginConfig.read(bytes(json))) {
      case PluginConfig.Reading.Read(PluginConfig config) -> config;
      case PluginConfig.Reading.Wrong wrong -> throw new AssertionError(wrong.message());
    };
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
