package dev.keyway.select;

import dev.keyway.catalogue.Pricing;
import dev.keyway.expression.FactType;
import dev.keyway.expression.ValueType;
import dev.keyway.expression.ValueType.Fact;
import dev.keyway.expression.ValueType.MapOf;
import dev.keyway.expression.ValueType.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code m.pricing}: prices by their dotted types, such as {@code text.input}. Each word of a type
 * is a field, so a misspelt one is an error when a policy loads.
 */
final class PriceTypes {

  /** The short names old files use, then every type that is known by name. */
  private static final List<String> KNOWN =
      List.of(
          "input",
          "output",
          "text.input",
          "text.output",
          "text.cached_input",
          "text.cache_write",
          "text.input_cache_read",
          "text.input_cache_write",
          "text.input_batch",
          "text.output_batch",
          "audio.input",
          "audio.output",
          "image.input",
          "image.output",
          "tools.web_search.per_search_call",
          "tools.code_interpreter.per_execution_call",
          "tools.file_search.per_storage_gb",
          "tools.image_generation.per_image_generation");

  static final FactType<Pricing> PRICING = type("Pricing", "", KNOWN);

  private PriceTypes() {}

  /** The type of what is below a prefix, such as {@code text.}, that these types have in common. */
  private static FactType<Pricing> type(String name, String prefix, List<String> types) {
    FactType.Builder<Pricing> type = FactType.named(name, Pricing.class);
    words(prefix, types)
        .forEach((word, longer) -> {
          String full = prefix + word;
          if (longer.isEmpty()) {
            type.field(
                word,
                Scalar.NULLABLE_DOUBLE,
                "US dollars per million",
                prices -> prices.perMillion(full));
          } else {
            ValueType below = new Fact(type(name(full), full + ".", longer));
            type.field(word, below, "prices that begin with `" + full + "`", prices -> prices);
          }
        });
    if (prefix.isEmpty()) {
      type.field("all", new MapOf(Scalar.DOUBLE), "every known price by its type", Pricing::all);
    }
    return type.build();
  }

  /** The next word of each type, with the types that go on after it. */
  private static Map<String, List<String>> words(String prefix, List<String> types) {
    Map<String, List<String>> words = new LinkedHashMap<>();
    for (String type : types) {
      String rest = type.substring(prefix.length());
      int dot = rest.indexOf('.');
      String word = dot < 0 ? rest : rest.substring(0, dot);
      List<String> longer = words.computeIfAbsent(word, any -> new ArrayList<>());
      if (dot >= 0) {
        longer.add(type);
      }
    }
    return words;
  }

  /** {@code text.input} as the name of a type: {@code TextInputPrices}. */
  private static String name(String path) {
    StringBuilder name = new StringBuilder();
    for (String word : path.split("[._]", -1)) {
      name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
    }
    return name.append("Prices").toString();
  }
}
