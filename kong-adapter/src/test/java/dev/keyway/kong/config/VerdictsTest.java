package dev.keyway.kong.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Configurations, and what Kong's own schema code says of them over our schema: the same in 3.4.2,
 * 3.5.0, 3.6.1, 3.7.1, 3.8.1 and 3.9.1. {@code src/test/lua/verdicts.lua} asks it. The patterns are
 * said twice, in Lua and in Java: this is where the two meet.
 */
class VerdictsTest {

  static Stream<JsonNode> verdicts() throws IOException {
    JsonNode all =
        new JsonMapper()
            .readTree(Files.readString(KongConfigTest.GOLDEN.folder().resolve("verdicts.json")));
    return StreamSupport.stream(all.spliterator(), false);
  }

  @ParameterizedTest
  @MethodSource("verdicts")
  void whatKongTakes_isWhatTheFieldsTake(JsonNode verdict) {
    JsonNode config = verdict.get("config");

    assertThat(accepted(config))
        .as(verdict.toString())
        .isEqualTo(verdict.get("accepted").asBoolean());
  }

  private static boolean accepted(JsonNode config) {
    boolean one = given(config, PluginField.POLICY) != given(config, PluginField.POLICY_INLINE);
    return one && config.properties().stream().allMatch(VerdictsTest::accepted);
  }

  private static boolean given(JsonNode config, PluginField field) {
    return !config.path(field.wireName()).asText("").isEmpty();
  }

  private static boolean accepted(Map.Entry<String, JsonNode> member) {
    Optional<PluginField> field =
        Stream.of(PluginField.values())
            .filter(each -> each.wireName().equals(member.getKey()))
            .findFirst();
    JsonNode value = member.getValue();
    return field.isPresent()
        && switch (field.get().kind()) {
          case FieldKind.Text text ->
              value.isNull() || (value.isTextual() && text.problem(value.asText()) == null);
          case FieldKind.Texts texts -> value.isNull() || areTexts(texts, value);
          case FieldKind.Switch any -> value.isBoolean();
        };
  }

  private static boolean areTexts(FieldKind.Texts texts, JsonNode value) {
    return value.isContainerNode()
        && (value.isObject() || value.isEmpty())
        && value.properties().stream()
            .allMatch(entry ->
                entry.getValue().isTextual()
                    && texts.problem(entry.getKey(), entry.getValue().asText()) == null);
  }
}
