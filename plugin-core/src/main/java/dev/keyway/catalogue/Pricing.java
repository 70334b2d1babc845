package dev.keyway.catalogue;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a model costs, in US dollars per million tokens, by type of price. The types of the built-in
 * data are {@code text.input}, {@code text.output}, {@code text.cached_input} (input that the
 * provider had in its cache) and {@code text.cache_write} (input it put there); a policy may name
 * others, such as {@code audio.input}. The last word of the four stands for the whole name, as
 * {@code input} does in old files; those call the last two {@code text.input_cache_read} and {@code
 * text.input_cache_write}.
 */
public final class Pricing {

  /** The types of the built-in data. */
  public static final Set<String> TYPES =
      Set.of("text.input", "text.output", "text.cached_input", "text.cache_write");

  /** No price is known. */
  public static final Pricing UNKNOWN = new Pricing(Map::of);

  private static final Map<String, String> SHORT =
      Map.of(
          "input", "text.input",
          "output", "text.output",
          "cached_input", "text.cached_input",
          "cache_write", "text.cache_write",
          "text.input_cache_read", "text.cached_input",
          "text.input_cache_write", "text.cache_write");

  private final Supplier<Map<String, Double>> source;
  private volatile @Nullable Map<String, Double> read;

  private Pricing(Supplier<Map<String, Double>> source) {
    this.source = source;
  }

  /**
   * Prices that are read when they are first asked for: at a start there are hundreds, and seldom
   * does anybody ask.
   *
   * @param source by the full names of types; always the same prices
   */
  static Pricing later(Supplier<Map<String, Double>> source) {
    return new Pricing(source);
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
    return new Pricing(() -> prices);
  }

  /** The full name of a type: {@code text.input} for {@code input}. */
  public static String type(String name) {
    return SHORT.getOrDefault(name, name);
  }

  /** The price of this type, by its full or its short name, or null when it is unknown. */
  public @Nullable Double perMillion(String type) {
    return all().get(type(type));
  }

  /** All prices that are known, by the full names of their types. */
  public Map<String, Double> all() {
    Map<String, Double> prices = read;
    if (prices == null) {
      prices = Map.copyOf(source.get());
      read = prices;
    }
    return prices;
  }

  /** Price by price: these, and the base's of the types that are missing here. */
  Pricing over(Pricing base) {
    if (all().isEmpty()) {
      return base;
    }
    Map<String, Double> prices = new HashMap<>(base.all());
    prices.putAll(all());
    return new Pricing(() -> prices);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Pricing pricing && pricing.all().equals(all());
  }

  @Override
  public int hashCode() {
    return all().hashCode();
  }

  @Override
  public String toString() {
    return "Pricing" + new TreeMap<>(all());
  }
}
