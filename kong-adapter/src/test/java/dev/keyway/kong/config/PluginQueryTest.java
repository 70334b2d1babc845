package dev.keyway.kong.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PluginQueryTest {

  /** Kong takes no description that is shorter or longer: {@code metaschema.lua}. */
  private static final int SHORTEST_DESCRIPTION = 10;

  private static final int LONGEST_DESCRIPTION = 500;

  @Test
  void query() throws IOException {
    KongConfigTest.GOLDEN.holds("query.json", PluginQuery.json());
  }

  @Test
  void version_isThatOfTheBuild() throws IOException {
    Matcher version =
        Pattern.compile("<artifactId>keyway-parent</artifactId>\\s*<version>([0-9.]+)[^<]*<")
            .matcher(Files.readString(Path.of("pom.xml")));

    assertThat(version.find()).isTrue();
    assertThat(PluginQuery.VERSION).isEqualTo(version.group(1)).matches("\\d+\\.\\d+\\.\\d+");
  }

  @ParameterizedTest
  @EnumSource(PluginField.class)
  void description_isOfALengthThatKongTakes(PluginField field) {
    assertThat(field.description().getBytes(StandardCharsets.UTF_8).length)
        .isBetween(SHORTEST_DESCRIPTION, LONGEST_DESCRIPTION);
  }

  @Test
  void everyField_isInTheSchema() throws IOException {
    JsonNode fields =
        new JsonMapper()
            .readTree(PluginQuery.json())
            .at("/Plugins/0/Schema/fields/1/config/fields");

    assertThat(fields).hasSize(PluginField.values().length);
    Iterator<JsonNode> written = fields.iterator();
    for (PluginField field : PluginField.values()) {
      assertThat(written.next().fieldNames()).toIterable().containsExactly(field.wireName());
    }
  }
}
