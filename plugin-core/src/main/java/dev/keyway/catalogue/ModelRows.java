package dev.keyway.catalogue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes models of the table of models. It runs at every start, in code not yet compiled, so columns
 * are looked up once and values that hundreds of rows have in common are made once.
 */
final class ModelRows {

  private final DataTable table;
  private final Authors authors;
  private final int provider;
  private final int id;
  private final int aliases;
  private final int author;
  private final int kind;
  private final int contextWindow;
  private final int maxOutputTokens;
  private final int inputModalities;
  private final int outputModalities;
  private final int features;
  private final int retires;
  private final int inputPrice;
  private final int outputPrice;
  private final int cachedInputPrice;
  private final int cacheWritePrice;
  private final Map<String, Abilities> abilities = new HashMap<>();
  private final Map<String, ModelKind> kinds = new HashMap<>();

  ModelRows(DataTable table, Authors authors) {
    this.table = table;
    this.authors = authors;
    this.provider = table.column("provider");
    this.id = table.column("id");
    this.aliases = table.column("aliases");
    this.author = table.column("author");
    this.kind = table.column("kind");
    this.contextWindow = table.column("context_window");
    this.maxOutputTokens = table.column("max_output_tokens");
    this.inputModalities = table.column("input_modalities");
    this.outputModalities = table.column("output_modalities");
    this.features = table.column("features");
    this.inputPrice = table.column("input_usd");
    this.outputPrice = table.column("output_usd");
    this.cachedInputPrice = table.column("cached_input_usd");
    this.cacheWritePrice = table.column("cache_write_usd");
    this.retires = table.column("retires");
    for (ModelKind known : ModelKind.values()) {
      kinds.put(known.wireName(), known);
    }
  }

  /** The models of each provider, in the order of the file. */
  Map<String, List<Model>> byProvider() {
    Map<String, List<Model>> byProvider = new HashMap<>();
    for (DataTable.Row row : table.rows()) {
      byProvider.computeIfAbsent(row.get(provider), name -> new ArrayList<>()).add(model(row));
    }
    byProvider.replaceAll((name, models) -> List.copyOf(models));
    return byProvider;
  }

  private Model model(DataTable.Row row) {
    return new Model(
        row.get(id),
        row.list(aliases),
        facts(row),
        kinds.get(row.get(kind)),
        date(row.get(retires)),
        Set.of(),
        false,
        Origin.BUILT_IN,
        Map.of());
  }

  private ModelFacts facts(DataTable.Row row) {
    return new ModelFacts(
        authors.get(row.get(author)),
        null,
        null,
        new Limits(tokens(row.get(contextWindow)), tokens(row.get(maxOutputTokens))),
        abilities.computeIfAbsent(row.span(inputModalities, features), cells -> abilities(row)),
        Build.UNKNOWN,
        DataHandling.UNKNOWN,
        Pricing.later(() -> prices(row)),
        null);
  }

  private Abilities abilities(DataTable.Row row) {
    return new Abilities(
        list(row, inputModalities), list(row, outputModalities), list(row, features));
  }

  private Map<String, Double> prices(DataTable.Row row) {
    Map<String, Double> prices = new HashMap<>();
    price(row, inputPrice, "text.input", prices);
    price(row, outputPrice, "text.output", prices);
    price(row, cachedInputPrice, "text.cached_input", prices);
    price(row, cacheWritePrice, "text.cache_write", prices);
    return prices;
  }

  private static void price(
      DataTable.Row row, int column, String type, Map<String, Double> prices) {
    String cell = row.get(column);
    if (!cell.isEmpty()) {
      prices.put(type, Double.valueOf(cell));
    }
  }

  private static @Nullable Long tokens(String cell) {
    return cell.isEmpty() ? null : Long.valueOf(cell);
  }

  private static @Nullable LocalDate date(String cell) {
    return cell.isEmpty() ? null : DataTable.date(cell);
  }

  private static @Nullable List<String> list(DataTable.Row row, int column) {
    List<String> list = row.list(column);
    return list.isEmpty() ? null : list;
  }
}
