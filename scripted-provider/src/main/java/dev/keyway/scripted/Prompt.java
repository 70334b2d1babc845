package dev.keyway.scripted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Optional;

/**
 * What a request asks a model for.
 *
 * @param model as named in the body; empty when it names none
 * @param streamed whether it wants events
 * @param usageWanted whether an OpenAI stream shall end with a usage chunk
 * @param lastText the last thing a person said, or the input
 * @param inputText everything that counts as input
 * @param fields the whole body; of a form as {@link Form} reads it
 */
record Prompt(
    String model,
    boolean streamed,
    boolean usageWanted,
    String lastText,
    String inputText,
    JsonNode fields) {

  static final Prompt NONE = new Prompt("", false, false, "", "", MissingNode.getInstance());

  /** Reads a JSON body or a form; empty when it is neither. */
  static Optional<Prompt> of(Received request) {
    if (Form.isOne(request)) {
      return Optional.of(of(Form.fields(request)));
    }
    try {
      JsonNode body = request.json();
      return body.isObject() ? Optional.of(of(body)) : Optional.empty();
    } catch (IllegalArgumentException notJson) {
      return Optional.empty();
    }
  }

  private static Prompt of(JsonNode body) {
    JsonNode input = firstOf(body, "messages", "input", "query", "file", "prompt", "image");
    return new Prompt(
        body.path("model").asText(),
        body.path("stream").asBoolean(),
        body.path("stream_options").path("include_usage").asBoolean(),
        lastText(input),
        text(body.path("system")) + text(input),
        body);
  }

  private static JsonNode firstOf(JsonNode body, String... names) {
    for (String name : names) {
      if (body.has(name)) {
        return body.get(name);
      }
    }
    return body.path(names[0]);
  }

  private static String lastText(JsonNode input) {
    return text(input.isArray() && !input.isEmpty() ? input.get(input.size() - 1) : input);
  }

  /** The texts in a message, its parts, or a list of either. */
  private static String text(JsonNode node) {
    if (node.isTextual()) {
      return node.asText();
    }
    StringBuilder text = new StringBuilder();
    if (node.isArray()) {
      node.forEach(part -> text.append(text(part)));
    } else if (node.isObject()) {
      text.append(text(node.path("text"))).append(text(node.path("content")));
    }
    return text.toString();
  }
}
