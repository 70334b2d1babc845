package dev.keyway.schema;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes the JSON Schema (draft 2020-12) of a policy from the records beside it. */
final class PolicySchema {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** As {@link dev.keyway.document.Units} reads durations. */
  private static final String DURATION = "^([0-9]{1,12}(\\.[0-9]{1,9})?(ns|us|µs|μs|ms|s|m|h))+$";

  private PolicySchema() {}

  static ObjectNode generate() {
    SchemaGeneratorConfigBuilder builder =
        new SchemaGeneratorConfigBuilder(JSON, SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
            .with(
                Option.DEFINITIONS_FOR_ALL_OBJECTS,
                Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT);
    builder
        .forTypesInGeneral()
        .withPropertySorter(Comparator.comparingInt(property -> 0)) // as declared
        .withSubtypeResolver((type, context) -> subtypes(type, context))
        .withCustomDefinitionProvider((type, context) -> special(type))
        .withDescriptionResolver(scope -> said(scope.getType().getErasedType()));
    builder
        .forFields()
        .withPropertyNameOverrideResolver(field -> snake(field.getDeclaredName()))
        .withDescriptionResolver(field -> isItem(field) ? null : says(field).value())
        .withDefaultResolver(field -> isItem(field) ? null : value(says(field).fallback()))
        .withRequiredCheck(field -> says(field).required())
        .withEnumResolver(PolicySchema::choices)
        .withNumberInclusiveMinimumResolver(field -> bound(field, Bound.LEAST))
        .withNumberInclusiveMaximumResolver(field -> bound(field, Bound.MOST))
        .withArrayMaxItemsResolver(PolicySchema::mostItems)
        .withInstanceAttributeOverride((node, field, context) -> example(node, field));
    return finished(new SchemaGenerator(builder.build()).generateSchema(PolicyFile.class));
  }

  /** The name in the file. */
  static String snake(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  private static ObjectNode finished(ObjectNode generated) {
    ObjectNode schema = JSON.createObjectNode();
    schema.set("$schema", generated.get("$schema"));
    schema.put("title", "Keyway policy");
    schema.put("description", PolicyFile.class.getAnnotation(Says.class).value());
    schema.set("anyOf", generated.get("anyOf"));
    schema.set("$defs", generated.get("$defs"));
    return (ObjectNode) read(schema.toString()); // the generator leaves values that are no JSON
  }

  private static @Nullable List<ResolvedType> subtypes(
      ResolvedType type, SchemaGenerationContext context) {
    Class<?>[] permitted = type.getErasedType().getPermittedSubclasses();
    return permitted == null
        ? null
        : Stream.of(permitted)
            .map(sub -> context.getTypeContext().resolveSubtype(type, sub))
            .toList();
  }

  private static @Nullable CustomDefinition special(ResolvedType type) {
    Class<?> raw = type.getErasedType();
    if (raw == PolicyFile.Span.class) {
      return inline("{\"type\": \"string\"}", node -> node.put("pattern", DURATION));
    }
    if (raw == PolicyFile.Free.class) {
      return inline("{\"type\": \"object\", \"additionalProperties\": true}", node -> node);
    }
    if (raw == PolicyFile.Texts.class) {
      return inline(
          "{\"type\": \"object\", \"additionalProperties\": {\"type\": [\"string\", \"number\", \"boolean\"]}}",
          node -> node);
    }
    return raw == PolicyFile.Prices.class
        ? inline(
            """
            {"type": "object", "additionalProperties": {"anyOf": [
              {"type": "number", "minimum": 0},
              {"type": "object", "additionalProperties": {"anyOf": [
                {"type": "number", "minimum": 0}, {"type": "object"}]}}]}}\
            """,
            node -> node)
        : null;
  }

  private static CustomDefinition inline(
      String json, java.util.function.UnaryOperator<ObjectNode> more) {
    ObjectNode node = (ObjectNode) read(json);
    return new CustomDefinition(
        more.apply(node),
        CustomDefinition.DefinitionType.INLINE,
        CustomDefinition.AttributeInclusion.YES);
  }

  /** Whether it is the items of a list that are asked about, not the list. */
  private static boolean isItem(FieldScope field) {
    return field.isFakeContainerItemScope();
  }

  private static @Nullable String said(Class<?> type) {
    Says says = type.getAnnotation(Says.class);
    return says == null ? null : says.value();
  }

  private static Says says(FieldScope field) {
    Says says = field.getAnnotation(Says.class);
    if (says == null) {
      throw new IllegalStateException(field.getDeclaredName() + " needs @Says");
    }
    return says;
  }

  private static @Nullable List<String> choices(FieldScope field) {
    OneOf choices = field.getAnnotation(OneOf.class);
    return choices == null || isItem(field) ? null : List.of(choices.value());
  }

  private enum Bound {
    LEAST,
    MOST
  }

  private static @Nullable BigDecimal bound(FieldScope field, Bound which) {
    Within within = field.getAnnotation(Within.class);
    if (within == null || field.getType().getErasedType() != Long.class) {
      return null;
    }
    return BigDecimal.valueOf(which == Bound.LEAST ? within.least() : within.most());
  }

  private static @Nullable Integer mostItems(FieldScope field) {
    Within within = field.getAnnotation(Within.class);
    return within == null || !field.getType().isInstanceOf(List.class) ? null : (int) within.most();
  }

  private static void example(ObjectNode node, FieldScope field) {
    if (says(field).other()) {
      node.put("deprecated", true);
    }
    String example = says(field).example();
    if (!example.isEmpty() && !isItem(field)) {
      node.putArray("examples").add(value(example));
    }
  }

  /** JSON where it is JSON, else the text; null when it is empty. */
  private static @Nullable JsonNode value(String text) {
    if (text.isEmpty()) {
      return null;
    }
    boolean json = "[{0123456789".indexOf(text.charAt(0)) >= 0 || text.matches("true|false");
    try {
      return json ? JSON.readTree(text) : TextNode.valueOf(text);
    } catch (JsonProcessingException e) {
      return TextNode.valueOf(text);
    }
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
