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
  private final Map<String, List<String>> lists = new HashMap<>();
  private final Map<String, ModelKind> kinds = new HashMap<>();

  ModelRows(DataTable table) {
    this.table = table;
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
    String name = row.get(id);
    String maker = row.get(author);
    return new Model(
        name,
        row.list(aliases),
        maker.isEmpty() ? null : maker,
        name,
        "",
        tokens(row.get(contextWindow)),
        tokens(row.get(maxOutputTokens)),
        list(row, inputModalities),
        list(row, outputModalities),
        list(row, features),
        Set.of(),
        false,
        false,
        Map.of(),
        kinds.get(row.get(kind)),
        date(row.get(retires)));
  }

  private static @Nullable Long tokens(String cell) {
    return cell.isEmpty() ? null : Long.valueOf(cell);
  }

  private static @Nullable LocalDate date(String cell) {
    return cell.isEmpty() ? null : DataTable.date(cell);
  }

  private List<String> list(DataTable.Row row, int column) {
    return lists.computeIfAbsent(row.get(column), cell -> row.list(column));
  }
}
