package dev.keyway.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.keyway.document.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema and the reader know the same fields, everywhere, and judge values alike. */
class PolicySchemaTest {

  private static final JsonNode SCHEMA = PolicySchema.generate();
  private static final Judges JUDGES = new Judges(SCHEMA);
  private static final Site.Finder FINDER = new Site.Finder(SCHEMA);
  private static final String NOBODYS = "zzzzzzzz";
  private static final String KNOWN = "known here: ";

  static List<Site> sites() {
    return FINDER.sites();
  }

  /** The reader lists what it knows when it meets a field it doesn't. */
  @ParameterizedTest
  @MethodSource("sites")
  void fields_areThoseTheReaderKnows(Site site) {
    JsonNode document = site.with(NOBODYS, IntNode.valueOf(1));
    String message =
        JUDGES.readerErrors(document).stream()
            .filter(problem -> problem.path().equals(site.path(NOBODYS)))
            .map(Problem::message)
            .findFirst()
            .orElse("the reader takes it");
    assertThat(message).contains(KNOWN);
    List<String> known =
        List.of(message.substring(message.indexOf(KNOWN) + KNOWN.length()).split(", "));
    List<String> described = new ArrayList<>();
    site.fields().fieldNames().forEachRemaining(described::add);
    assertThat(described)
        .as("fields of %s: described in dev.keyway.schema, and known to the reader", site)
        .containsExactlyInAnyOrderElementsOf(known);
    assertThat(JUDGES.schemaErrors(document)).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("sites")
  void wrongValues_areRefusedByBoth(Site site) {
    for (Entry<String, JsonNode> field : site.fields().properties()) {
      for (JsonNode wrong : wrongFor(field.getValue())) {
        JsonNode document = site.with(field.getKey(), wrong);
        assertThat(JUDGES.schemaErrors(document)).as("schema, %s", document).isNotEmpty();
        assertThat(JUDGES.readerErrors(document))
            .as("reader, %s", document)
            .anyMatch(problem -> problem.path().startsWith(site.path(field.getKey())));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("sites")
  void missingFields_areMissedByBoth(Site site) {
    for (String field : names(site.minimal())) {
      if (!site.path().isEmpty()) { // what tells the two shapes of the file apart is not missed
        assertThat(JUDGES.schemaErrors(site.without(field))).as(site.path(field)).isNotEmpty();
        assertThat(JUDGES.readerErrors(site.without(field))).as(site.path(field)).isNotEmpty();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("sites")
  void choices_areThoseOfTheReader(Site site) {
    for (Entry<String, JsonNode> field : site.fields().properties()) {
      List<String> choices = new ArrayList<>();
      field.getValue().path("enum").forEach(choice -> choices.add(choice.asText()));
      if (!choices.isEmpty() && !field.getKey().equals("type")) {
        assertThat(JUDGES.readerErrors(site.with(field.getKey(), TextNode.valueOf(NOBODYS))))
            .extracting(Problem::message)
            .as(site.path(field.getKey()))
            .anyMatch(message -> message.contains(String.join(", ", choices)));
      }
    }
  }

  @Test
  void examplesOfAllFields_loadTogether() {
    for (String shape : List.of("AiGateway", "TrafficPolicy")) {
      JsonNode sample = FINDER.sample(FINDER.definition(shape));
      assertThat(JUDGES.schemaErrors(sample)).isEmpty();
      assertThat(JUDGES.readerErrors(sample)).isEmpty();
    }
  }

  /** Values of other types, and those just beyond the bounds. */
  private static List<JsonNode> wrongFor(JsonNode schema) {
    JsonNode number = IntNode.valueOf(5);
    JsonNode text = TextNode.valueOf(NOBODYS);
    JsonNode list = JsonNodeFactory.instance.arrayNode().add(number);
    return switch (schema.path("type").asText()) {
      case "string" ->
          schema.has("enum") || schema.has("pattern")
              ? List.of(text, list)
              : List.of(number, list, BooleanNode.TRUE);
      case "boolean" -> List.of(number, text, list);
      case "array" -> List.of(number, text, list);
      case "integer" ->
          List.of(
              text,
              list,
              LongNode.valueOf(schema.get("minimum").asLong() - 1),
              LongNode.valueOf(schema.get("maximum").asLong() + 1));
      default -> List.of(number, text, list);
    };
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
