package dev.keyway.server.examples;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * What stands beside an example's policy, in {@code NAME.cases.yaml}: requests, what providers say
 * to them, and what must come of it. examples/policies/README.md says how it is written.
 *
 * @param serve what else {@code keyway serve} is given, such as {@code --require none}
 * @param warnings what {@code keyway check} warns of: a part of each text, in their order
 * @param cases in order
 */
record Cases(String serve, List<String> warnings, List<Case> cases) {

  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .build();

  Cases {
    serve = Objects.requireNonNullElse(serve, "");
    warnings = Objects.requireNonNullElse(warnings, List.of());
    cases = Objects.requireNonNullElse(cases, List.of());
  }

  static Cases read(Path file) throws IOException {
    return of(Files.readString(file));
  }

  static Cases of(String text) {
    Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    return MAPPER.convertValue(tree, Cases.class);
  }

  /**
   * One request and what must come of it.
   *
   * @param it what happens, the end of a sentence that begins with "it"
   * @param goesOn whether it goes on where the case before ended; else nothing is remembered
   * @param later how much time passes before, such as {@code 61s}
   * @param times how often it is sent; what is expected holds for each
   * @param client who calls, as of {@code explain --client}; by default somebody with an access key
   * @param path where to; a chat completion by default
   * @param headers what the client sends beside its body
   * @param asked the body's members; a short prompt is added where there is none
   * @param facts what is known of keys and models before, as of {@code explain --facts}
   * @param answers what providers, or their keys by id, answer; one or several in turn. By default
   *     all is well
   * @param leftOut models that may not serve, and why
   * @param tried the calls in order, each {@code provider:model with key} and the status; beside
   *     it, where it matters, what the provider received
   * @param gets what the client gets: a status, or more
   */
  record Case(
      String it,
      boolean goesOn,
      String later,
      Integer times,
      JsonNode client,
      String path,
      Map<String, String> headers,
      Map<String, Object> asked,
      JsonNode facts,
      Map<String, JsonNode> answers,
      Map<String, String> leftOut,
      List<Map<String, JsonNode>> tried,
      JsonNode gets) {

    Case {
      times = Objects.requireNonNullElse(times, 1);
      client = Objects.requireNonNullElse(client, MissingNode.getInstance());
      path = Objects.requireNonNullElse(path, "/v1/chat/completions");
      headers = Objects.requireNonNullElse(headers, Map.of());
      asked = Objects.requireNonNullElse(asked, Map.of());
      facts = Objects.requireNonNullElse(facts, MissingNode.getInstance());
      answers = Objects.requireNonNullElse(answers, Map.of());
      leftOut = Objects.requireNonNullElse(leftOut, Map.of());
      tried = Objects.requireNonNullElse(tried, List.of());
    }
  }
}
