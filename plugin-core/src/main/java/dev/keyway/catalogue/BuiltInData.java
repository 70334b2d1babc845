package dev.keyway.catalogue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The data files as they ship, read once.
 *
 * @param date when the models' facts were checked
 * @param providers in the order of the file: alphabetical
 * @param authors who makes models
 */
record BuiltInData(LocalDate date, List<ProviderRow> providers, Authors authors) {

  static BuiltInData read() {
    DataTable table = DataTable.read("models.tsv", "keyway-models");
    Authors authors = new Authors(DataTable.read("authors.tsv", "keyway-authors"));
    Map<String, List<Model>> models = new ModelRows(table, authors).byProvider();
    DataTable providers = DataTable.read("providers.tsv", "keyway-providers");
    int id = providers.column("id");
    List<ProviderRow> rows = new ArrayList<>();
    for (DataTable.Row row : providers.rows()) {
      rows.add(ProviderRow.of(providers, row, models.getOrDefault(row.get(id), List.of())));
    }
    return new BuiltInData(table.date(), List.copyOf(rows), authors);
  }
}
