package dev.keyway.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Makes the page for people of the schema: a table an object. */
final class PolicyReference {

  private static final String HEAD =
      """
      # Policy reference

      Every field of a policy file. It is generated, as [policy.schema.json](policy.schema.json) is: don't edit it here.
      What fields do together: [selection.md](selection.md), [expressions.md](expressions.md),
      [keys-and-quotas.md](keys-and-quotas.md), [access.md](access.md), [limits.md](limits.md), [failover.md](failover.md).

      A policy is YAML or JSON, and is a [traffic policy](#trafficpolicy) or the [ai-gateway configuration](#aigateway) alone.
      A field that is not listed here is an error. A field without a value counts as left out. Durations are written `500ms`,
      `30s`, `2m` or `1m30s`; names of providers, models and authors compare without regard to case.

      **In an editor**: `keyway check --schema > policy.schema.json`, then, as the first line of the policy, for every editor
      with the YAML language server (VS Code, Neovim, Zed, IntelliJ):

      ```yaml
      # yaml-language-server: $schema=policy.schema.json
      ```

      It completes fields, explains them and marks what is wrong. `keyway check FILE` knows more: what fields mean together,
      whether names exist, and whether expressions compile.
      """;

  private final JsonNode definitions;
  private final StringBuilder page = new StringBuilder(HEAD);
  private final Deque<String> next = new ArrayDeque<>();
  private final Set<String> seen = new LinkedHashSet<>();

  private PolicyReference(JsonNode schema) {
    this.definitions = schema.get("$defs");
    schema.get("anyOf").forEach(this::link);
  }

  static String of(JsonNode schema) {
    PolicyReference reference = new PolicyReference(schema);
    while (!reference.next.isEmpty()) {
      reference.section(reference.next.remove());
    }
    return reference.page.toString();
  }

  private void section(String name) {
    JsonNode definition = definitions.get(name);
    page.append("\n## ").append(name).append("\n\n");
    if (definition.has("description")) {
      page.append(definition.get("description").asText()).append("\n");
    }
    if (definition.has("anyOf")) {
      page.append("\n").append(type(definition)).append(".\n");
      return;
    }
    Set<String> required = new LinkedHashSet<>();
    definition.path("required").forEach(field -> required.add(field.asText()));
    page.append("\n| field | type | default | meaning |\n|---|---|---|---|\n");
    definition
        .get("properties")
        .properties()
        .forEach(field -> row(field.getKey(), field.getValue(), required.contains(field.getKey())));
  }

  private void row(String name, JsonNode field, boolean required) {
    JsonNode fallback = field.get("default");
    String shown = fallback == null ? "" : "`" + text(fallback) + "`";
    page.append("| `").append(name).append("` | ").append(type(field)).append(" | ");
    page.append(required ? "**needed**" : shown).append(" | ");
    page.append(meaning(field)).append(" |\n");
  }

  private String meaning(JsonNode field) {
    JsonNode own = field.has("description") ? field : definitions.path(target(field));
    StringBuilder meaning = new StringBuilder(own.path("description").asText());
    if (field.has("minimum")) {
      meaning.append(" From ").append(field.get("minimum").asText());
      meaning.append(" to ").append(field.get("maximum").asText()).append('.');
    }
    if (field.has("examples") && !field.has("enum")) {
      meaning.append(" Example: `").append(text(field.get("examples").get(0))).append("`");
    }
    return meaning.toString().replace("|", "\\|");
  }

  private String type(JsonNode field) {
    if (field.has("$ref")) {
      return link(field);
    }
    if (field.has("anyOf") && !field.has("type")) {
      List<String> types = new ArrayList<>();
      field.get("anyOf").forEach(one -> types.add(type(one)));
      return String.join(" or ", types);
    }
    if (field.has("enum")) {
      List<String> names = new ArrayList<>();
      field.get("enum").forEach(one -> names.add("`" + one.asText() + "`"));
      return String.join(", ", names);
    }
    if (field.has("const")) {
      return "`" + field.get("const").asText() + "`";
    }
    return plain(field);
  }

  private String plain(JsonNode field) {
    return switch (field.path("type").asText()) {
      case "array" -> field.has("items") ? "list of " + type(field.get("items")) : "list";
      case "string" -> field.has("pattern") ? "duration" : "text";
      case "integer" -> "whole number";
      case "boolean" -> "`true`, `false`";
      case "object" -> "object";
      default -> "anything";
    };
  }

  private String link(JsonNode reference) {
    String name = target(reference);
    if (seen.add(name)) {
      next.add(name);
    }
    return "[" + name + "](#" + name.toLowerCase(Locale.ROOT) + ")";
  }

  private static String target(JsonNode reference) {
    return reference.path("$ref").asText().replace("#/$defs/", "");
  }

  private static String text(JsonNode value) {
    return value.isValueNode() ? value.asText() : value.toString();
  }
}
