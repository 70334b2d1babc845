package dev.keyway.kong.pdk;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A consumer of Kong's configuration.
 *
 * @param id its UUID
 * @param username null when it has none; it then has a custom id
 * @param customId null when it has none
 * @param tags in Kong's order; groups of the acl plugin and consumer groups are not among them, and
 *     can't be had in this protocol
 */
public record Consumer(
    String id, @Nullable String username, @Nullable String customId, List<String> tags) {

  public Consumer {
    tags = List.copyOf(tags);
  }
}
