package dev.keyway.catalogue;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a model costs, in US dollars per million tokens, by type of price. The types of the built-in
 * data are {@code text.input}, {@code text.output}, {@code text.cached_input} (input that the
 * provider had in its cache) and {@code text.cache_write} (input it put there); a policy may name
 * others, such as {@code audio.input}. The last word of the four stands for the whole name, as
 * {@code input} does in old files.
 */
public final class Pricing {

  /** The types of the built-in data. */
  public static final Set<String> TYPES =
      Set.of("text.input", "text.output", "text.cached_input", "text.cache_write");

  /** No price is known. */
  public static final Pricing UNKNOWN = new Pricing(Map.of());

  private static final Map<String, String> SHORT =
      Map.of(
          "input", "text.input",
          "output", "text.output",
          "cached_input", "text.cached_input",
          "cache_write", "text.cache_write");

  private final Map<String, Double> perMillion;

  private Pricing(Map<String, Double> perMillion) {
    this.perMillion = perMillion;
  }

  /**
   * Prices by type.
   *
   * @param perMillion US dollars per million tokens, zero or more
   */
  public static Pricing of(Map<String, Double> perMillion) {
    if (perMillion.isEmpty()) {
      return UNKNOWN;
    }
    Map<String, Double> prices = HashMap.newHashMap(perMillion.size());
    perMillion.forEach((type, price) -> prices.put(type(type), price));
    return new Pricing(Map.copyOf(prices));
  }

  /** The full name of a type: {@code text.input} for {@code input}. */
  public static String type(String name) {
    return SHORT.getOrDefault(name, name);
  }

  /** The price of this type, by its full or its short name, or null when it is unknown. */
  public @Nullable Double perMillion(String type) {
    return perMillion.get(type(type));
  }

  /** All prices that are known, by the full names of their types. */
  public Map<String, Double> all() {
    return perMillion;
  }

  /** Price by price: these, and the base's of the types that are missing here. */
  Pricing over(Pricing base) {
    if (perMillion.isEmpty() || base.perMillion.isEmpty()) {
      return perMillion.isEmpty() ? base : this;
    }
    Map<String, Double> prices = new HashMap<>(base.perMillion);
    prices.putAll(perMillion);
    return new Pricing(Map.copyOf(prices));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Pricing pricing && pricing.perMillion.equals(perMillion);
  }

  @Override
  public int hashCode() {
    return perMillion.hashCode();
  }

  @Override
  public String toString() {
    return "Pricing" + new TreeMap<>(perMillion);
  }
}
