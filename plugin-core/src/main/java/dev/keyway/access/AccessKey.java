package dev.keyway.access;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One of the gateway's own client keys, without anything that could be used as one.
 *
 * @param id names the key in lists, records and in the key itself
 * @param name whose key it is: the consumer in expressions and records. Several keys may bear one
 *     name, which is how a client changes its key without interruption
 * @param created when it was made
 * @param expires the instant from which on it is refused, or null: never
 * @param revoked when it was revoked, or null
 * @param providers provider ids it may be used for; null: all
 * @param models model names it may be used for; null: all
 * @param metadata free data of the operator; expressions see it as {@code client.metadata}, and as
 *     {@code client.claims}
 */
public record AccessKey(
    String id,
    String name,
    Instant created,
    @Nullable Instant expires,
    @Nullable Instant revoked,
    @Nullable List<String> providers,
    @Nullable List<String> models,
    Map<String, Object> metadata) {

  public AccessKey {
    providers = providers == null ? null : List.copyOf(providers);
    models = models == null ? null : List.copyOf(models);
    metadata = ClaimValues.copyOf(metadata);
  }

  /** Who calls with it. */
  public Caller caller(@Nullable String clientIp) {
    return new Caller(
        Caller.Voucher.ACCESS_KEY,
        name,
        null,
        List.of(),
        id,
        metadata,
        clientIp,
        providers,
        models);
  }

  AccessKey revokedAt(Instant when) {
    return new AccessKey(id, name, created, expires, when, providers, models, metadata);
  }

  /** The first thing that is wrong with it, or null. */
  @Nullable String flaw() {
    if (name.isBlank() || name.length() > 100 || name.chars().anyMatch(Character::isISOControl)) {
      return "a name has 1 to 100 characters, none of them a control character";
    }
    if (isEmpty(providers) || isEmpty(models)) {
      return "an empty list of providers or models allows nothing: leave it out to allow all";
    }
    return expires != null && !expires.isAfter(created) ? "it expires before it was created" : null;
  }

  private static boolean isEmpty(@Nullable List<String> list) {
    return list != null && list.isEmpty();
  }
}
