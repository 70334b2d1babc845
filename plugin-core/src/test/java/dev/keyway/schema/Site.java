package dev.keyway.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A place in a policy where an object of known fields stands.
 *
 * @param path as problems name it; empty for the whole document
 * @param fields what the schema says of its fields, by name
 * @param minimal an object that has only the fields it needs
 * @param document makes the smallest document that has a given object here
 */
record Site(String path, ObjectNode fields, ObjectNode minimal, UnaryOperator<JsonNode> document) {

  /** Where a field of it stands. */
  String path(String field) {
    return path.isEmpty() ? field : path + "." + field;
  }

  /** The smallest document, with this field. */
  JsonNode with(String field, JsonNode value) {
    ObjectNode object = minimal.deepCopy();
    object.set(field, value);
    return document.apply(object);
  }

  /** The smallest document, without a field it needs. */
  JsonNode without(String field) {
    ObjectNode object = minimal.deepCopy();
    object.remove(field);
    return document.apply(object);
  }

  @Override
  public String toString() {
    return path.isEmpty()
        ? "("
            + String.join(
                ", ", minimal.properties().stream().map(java.util.Map.Entry::getKey).toList())
            + ")"
        : path;
  }

  /** Finds all of them in a schema. */
  static final class Finder {

    private final JsonNode definitions;
    private final List<Site> sites = new ArrayList<>();

    Finder(JsonNode schema) {
      this.definitions = schema.get("$defs");
    }

    List<Site> sites() {
      visit("", definition("TrafficPolicy"), object -> object);
      visit("", definition("AiGateway"), object -> object);
      return List.copyOf(sites);
    }

    /** A document in which every field has its example. */
    ObjectNode sample(JsonNode definition) {
      ObjectNode sample = JsonNodeFactory.instance.objectNode();
      definition
          .get("properties")
          .properties()
          .forEach(field -> {
            if (!field.getValue().path("deprecated").asBoolean()) {
              sample.set(field.getKey(), example(field.getValue()));
            }
          });
      return sample;
    }

    JsonNode definition(String name) {
      return definitions.get(name);
    }

    private void visit(String path, JsonNode definition, UnaryOperator<JsonNode> document) {
      ObjectNode fields = (ObjectNode) definition.get("properties");
      ObjectNode minimal = minimal(definition);
      Site site = new Site(path, fields, minimal, document);
      sites.add(site);
      fields.properties().forEach(field -> below(site, field.getKey(), field.getValue()));
    }

    private void below(Site site, String name, JsonNode schema) {
      for (JsonNode reference : references(schema)) {
        if (!name(reference).equals("AiGateway")) { // it is a document too
          visit(site.path(name), resolved(reference), object -> site.with(name, object));
        }
      }
      for (JsonNode reference : references(schema.path("items"))) {
        visit(
            site.path(name) + "[0]",
            resolved(reference),
            object -> site.with(name, listed(name, object)));
      }
    }

    /** A policy without an {@code ai-gateway} action is none, so one stands behind each rule. */
    private static JsonNode listed(String name, JsonNode object) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode().add(object);
      if (name.equals("on_http_request")) {
        list.addObject().put("type", "ai-gateway");
      }
      return list;
    }

    /** References to objects; where one may have several forms, to each. */
    private List<JsonNode> references(JsonNode schema) {
      List<JsonNode> references = new ArrayList<>();
      if (schema.has("$ref")) {
        JsonNode definition = resolved(schema);
        references.addAll(definition.has("anyOf") ? references(definition) : List.of(schema));
      }
      schema.path("anyOf").forEach(one -> references.addAll(references(one)));
      return references;
    }

    private JsonNode resolved(JsonNode reference) {
      return definitions.get(name(reference));
    }

    private static String name(JsonNode reference) {
      return reference.get("$ref").asText().substring("#/$defs/".length());
    }

    private ObjectNode minimal(JsonNode definition) {
      ObjectNode minimal = JsonNodeFactory.instance.objectNode();
      for (JsonNode name : definition.path("required")) {
        JsonNode schema = definition.get("properties").get(name.asText());
        List<JsonNode> items = references(schema.path("items"));
        minimal.set(
            name.asText(),
            items.isEmpty()
                ? example(schema)
                : JsonNodeFactory.instance.arrayNode().add(minimal(resolved(items.get(0)))));
      }
      return minimal;
    }

    private JsonNode example(JsonNode schema) {
      if (schema.has("examples")) {
        return schema.get("examples").get(0);
      }
      if (schema.has("$ref")) {
        return sample(resolved(schema));
      }
      if (schema.path("type").asText().equals("array")) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        references(schema.path("items")).forEach(item -> list.add(example(item)));
        return list;
      }
      if (schema.has("default")) {
        return schema.get("default");
      }
      throw new IllegalStateException("a field needs an example: " + schema);
    }
  }
}
