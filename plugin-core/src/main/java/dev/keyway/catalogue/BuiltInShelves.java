package dev.keyway.catalogue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The built-in providers, indexed once and shared by every policy's catalogue. */
final class BuiltInShelves {

  private final LocalDate date;
  private final Authors authors;
  private final List<Shelf> shelves = new ArrayList<>();
  private final Map<String, ProviderRow> rows = new HashMap<>();
  private final Map<String, Shelf> byId = new HashMap<>();

  private BuiltInShelves(BuiltInData data) {
    date = data.date();
    authors = data.authors();
    for (ProviderRow row : data.providers()) {
      Shelf shelf = Shelf.of(ProviderMerge.builtIn(row));
      shelves.add(shelf);
      byId.put(row.id(), shelf);
      rows.put(row.id(), row);
      row.aliases().forEach(alias -> rows.put(alias, row));
    }
  }

  static BuiltInShelves read() {
    return new BuiltInShelves(BuiltInData.read());
  }

  LocalDate date() {
    return date;
  }

  /** In alphabetical order. */
  List<Shelf> shelves() {
    return shelves;
  }

  /** A policy's provider, over the built-in one of that id or alias if there is one. */
  Shelf merged(ProviderDefinition definition) {
    ProviderRow row = rows.get(Shelf.lower(definition.id()));
    Provider provider = ProviderMerge.merged(definition, row, authors);
    boolean sameModels = row != null && definition.models().isEmpty();
    return sameModels ? new Shelf(provider, shelf(row).models()) : Shelf.of(provider);
  }

  /** The built-in id that this id or alias stands for; itself when it is not built in. */
  String canonical(String idOrAlias) {
    ProviderRow row = rows.get(Shelf.lower(idOrAlias));
    return row == null ? idOrAlias : row.id();
  }

  private Shelf shelf(@Nullable ProviderRow row) {
    Shelf shelf = row == null ? null : byId.get(row.id());
    if (shelf == null) {
      throw new IllegalStateException("a built-in provider without its models");
    }
    return shelf;
  }
}
