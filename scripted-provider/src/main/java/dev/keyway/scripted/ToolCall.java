package dev.keyway.scripted;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model's wish that the client call a function.
 *
 * @param name the function's
 * @param arguments a JSON object
 */
record ToolCall(String name, String arguments) {

  private static final List<String> SCHEMAS =
      List.of("/function/parameters", "/input_schema", "/parameters");

  /**
   * What a model would call that uses the first tool it is offered, or the one that is asked for,
   * until it has been given a result; null when there is nothing to call.
   */
  static @Nullable ToolCall wanted(Prompt prompt) {
    JsonNode fields = prompt.fields();
    String choice = fields.at("/tool_choice").asText(fields.at("/tool_choice/type").asText());
    if (choice.equals("none") || hasResult(fields)) {
      return null;
    }
    for (JsonNode tool : fields.path("tools")) {
      String named = named(fields.path("tool_choice"));
      if (!name(tool).isEmpty() && (named.isEmpty() || named.equals(name(tool)))) {
        return new ToolCall(name(tool), Json.write(SchemaExample.of(schema(tool))));
      }
    }
    return null;
  }

  private static boolean hasResult(JsonNode fields) {
    JsonNode said = fields.has("messages") ? fields.path("messages") : fields.path("input");
    JsonNode last = said.path(said.size() - 1);
    return last.path("role").asText().equals("tool")
        || last.path("type").asText().equals("function_call_output")
        || last.path("content").findValuesAsText("type").contains("tool_result");
  }

  /** OpenAI's formats have it in an object of the kind, Anthropic's and responses' do not. */
  private static String name(JsonNode tool) {
    return tool.at("/function/name").asText(tool.path("name").asText());
  }

  private static String named(JsonNode choice) {
    return name(choice);
  }

  private static JsonNode schema(JsonNode tool) {
    return SCHEMAS.stream()
        .map(tool::at)
        .filter(JsonNode::isObject)
        .findFirst()
        .orElse(Json.read("{}"));
  }

  /** Its arguments in the pieces a stream has them. */
  List<String> pieces() {
    return Model.halves(arguments);
  }
}
