package dev.keyway.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The official Python libraries and curl. Their cases are Python, in {@code src/test/python}; here
 * each becomes a test.
 */
@ExtendWith(SharedStage.class)
class PythonClientsIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TestFactory
  Stream<DynamicTest> cases(ClientStage stage) {
    List<String> lines = play(stage);
    Showings.write(
        PythonClientsIT.class,
        lines.stream().filter(line -> !json(line).has("failed")).map(Showings::read).toList());
    assertThat(lines).as("cases").hasSizeGreaterThan(200);
    return lines.stream().map(PythonClientsIT::test);
  }

  private static List<String> play(ClientStage stage) {
    try (Director director = Director.of(stage.providers())) {
      return PythonClients.play(Map.of("KEYWAY_STAGE", described(stage, director)));
    }
  }

  private static DynamicTest test(String line) {
    JsonNode result = json(line);
    String name =
        "%s: %s, %s%s"
            .formatted(
                result.path("client").asText(),
                result.path("surface").asText(),
                result.path("what").asText(),
                result.path("stream").asBoolean() ? ", streamed" : "");
    return dynamicTest(name, () -> assertThat(result.path("failed").asText()).as(name).isEmpty());
  }

  /** As harness.py reads it. */
  private static String described(ClientStage stage, Director director) {
    return JSON.valueToTree(
            Map.of(
                "url", stage.url().toString(),
                "secured", stage.secured().toString(),
                "impatient", stage.impatient().toString(),
                "access_key", stage.accessKey(),
                "limited_key", stage.limitedKey(),
                "certificate", stage.certificate().toString(),
                "director", director.url().toString()))
        .toString();
  }

  private static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
