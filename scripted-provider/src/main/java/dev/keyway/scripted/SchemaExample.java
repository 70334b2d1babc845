package dev.keyway.scripted;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A value that a JSON Schema allows, as far as structured outputs and tools go. */
final class SchemaExample {

  private static final List<String> SCHEMAS =
      List.of(
          "/response_format/json_schema/schema",
          "/text/format/schema",
          "/output_config/format/schema",
          "/output_format/schema");

  private final JsonNode root;

  private SchemaExample(JsonNode root) {
    this.root = root;
  }

  static Object of(JsonNode schema) {
    return new SchemaExample(schema).example(schema);
  }

  /** The JSON that a request wants instead of a text, if it says so. */
  static Optional<String> wanted(Prompt prompt) {
    return SCHEMAS.stream()
        .map(prompt.fields()::at)
        .filter(JsonNode::isObject)
        .findFirst()
        .map(schema -> Json.write(of(schema)));
  }

  private Object example(JsonNode schema) {
    if (schema.has("$ref")) {
      return example(root.at(schema.get("$ref").asText().substring(1)));
    }
    for (String given : List.of("/const", "/enum/0", "/default")) {
      if (!schema.at(given).isMissingNode()) {
        return schema.at(given);
      }
    }
    for (String one : List.of("/anyOf/0", "/oneOf/0", "/allOf/0")) {
      if (schema.at(one).isObject()) {
        return example(schema.at(one));
      }
    }
    JsonNode type = schema.path("type");
    return ofType(type.isArray() ? type.path(0).asText() : type.asText(), schema);
  }

  private Object ofType(String type, JsonNode schema) {
    return switch (type) {
      case "string" -> "text";
      case "integer" -> 1;
      case "number" -> 0.5;
      case "boolean" -> true;
      case "array" -> Stream.of(schema.path("items")).map(this::example).toList();
      default -> object(schema.path("properties"));
    };
  }

  private Map<String, Object> object(JsonNode properties) {
    Map<String, Object> object = new LinkedHashMap<>();
    List<String> names = new ArrayList<>();
    properties.fieldNames().forEachRemaining(names::add);
    names.forEach(name -> object.put(name, example(properties.get(name))));
    return object;
  }
}
