package dev.keyway.catalogue;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The organisations that the data files know, by every name they go by. */
final class Authors {

  private final Map<String, Author> byName = new HashMap<>();

  Authors(DataTable table) {
    int id = table.column("id");
    int aliases = table.column("aliases");
    for (DataTable.Row row : table.rows()) {
      Author author = new Author(row.get(id), row.list(aliases));
      byName.put(author.id(), author);
      author.aliases().forEach(alias -> byName.put(alias, author));
    }
  }

  /** The author of this name, lower case, or null. */
  @Nullable Author get(String name) {
    return byName.get(name);
  }

  /** The author under the name a policy gives it, with the other names the data knows. */
  Author completed(Author given) {
    Author known = byName.get(given.id());
    if (known == null) {
      return given;
    }
    Set<String> aliases = new LinkedHashSet<>(given.aliases());
    aliases.add(known.id());
    aliases.addAll(known.aliases());
    aliases.remove(given.id());
    return new Author(given.id(), List.copyOf(aliases));
  }
}
