package dev.keyway.catalogue;

import java.util.List;

/**
 * Who made a model.
 *
 * @param id lower case, such as {@code meta}
 * @param aliases other names of the same organisation, lower case, such as {@code meta-llama}
 */
public record Author(String id, List<String> aliases) {

  public Author {
    aliases = List.copyOf(aliases);
  }
}
