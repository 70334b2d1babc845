package dev.keyway.access;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a new access key is to be; the fields are those of {@link AccessKey}.
 *
 * @param name whose key it is to be
 * @param expires the instant from which on it is refused, or null: never
 * @param providers provider ids it may be used for; null: all
 * @param models model names it may be used for; null: all
 * @param metadata free data
 */
public record AccessKeyWish(
    String name,
    @Nullable Instant expires,
    @Nullable List<String> providers,
    @Nullable List<String> models,
    Map<String, Object> metadata) {

  /** A key that never expires and may be used for everything. */
  public static AccessKeyWish named(String name) {
    return new AccessKeyWish(name, null, null, null, Map.of());
  }

  AccessKey granted(String id, Instant now) {
    return new AccessKey(id, name, now, expires, null, providers, models, metadata);
  }
}
