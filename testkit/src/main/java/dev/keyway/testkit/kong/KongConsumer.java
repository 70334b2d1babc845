package dev.keyway.testkit.kong;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A consumer of Kong's. One of the two names may be missing.
 *
 * @param createdAt seconds since 1970; 0 for an entity that never was in a database
 */
public record KongConsumer(
    String id,
    @Nullable String username,
    @Nullable String customId,
    List<String> tags,
    long createdAt) {

  public KongConsumer {
    tags = List.copyOf(tags);
  }
}
