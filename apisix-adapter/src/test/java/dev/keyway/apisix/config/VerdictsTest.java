package dev.keyway.apisix.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.keyway.hostconfig.RelayAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Names and hosts, and what APISIX's own schema code says of a route with them: the same in 3.9.0,
 * 3.10.0, 3.16.0, 3.17.0 and 3.18.0. {@code src/test/lua/verdicts.lua} asks it.
 */
class VerdictsTest {

  static Stream<JsonNode> verdicts() throws IOException {
    JsonNode all =
        new JsonMapper()
            .readTree(Files.readString(ApisixRoutesTest.GOLDEN.folder().resolve("verdicts.json")));
    return StreamSupport.stream(all.spliterator(), false);
  }

  @ParameterizedTest
  @MethodSource("verdicts")
  void whatApisixTakes_isWhatFits(JsonNode verdict) {
    assertThat(fits(verdict)).isEqualTo(verdict.get("accepted").asBoolean());
  }

  private static boolean fits(JsonNode verdict) {
    if (verdict.has("name")) {
      return Unfit.name(verdict.get("name").asText()) == null;
    }
    String host = verdict.get("host").asText().replaceAll("[\\[\\]]", "");
    return Unfit.relay(new RelayAddress(host, 8710, false)) == null;
  }
}
