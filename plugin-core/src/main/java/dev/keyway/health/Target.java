package dev.keyway.health;

import dev.keyway.policy.ApiKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt uses. Its outcome may come long after it began: by then the secret may be another
 * one, and what is known newer than what the outcome says. Belongs to one request.
 */
public final class Target {

  /** The route of a request that came by none. */
  public static final String NO_ROUTE = "";

  private final String place;
  private final @Nullable ApiKey key;
  private final int secretVersion;
  private final String modelId;
  private final String route;
  private final Instant startedAt;
  private @Nullable Tally tally;

  private Target(
      String place, @Nullable ApiKey key, String modelId, String route, Instant startedAt) {
    this.place = place;
    this.key = key;
    this.secretVersion = key == null ? 0 : key.secret().version();
    this.modelId = modelId;
    this.route = route;
    this.startedAt = startedAt;
  }

  /**
   * The target of an attempt that begins now. To be made before the secret's value is read: a value
   * that changes in between is then taken for the older one, which does no harm.
   *
   * @param place the provider, by the address that is called
   * @param key the key, or null for the client's own credential, of which nothing is remembered
   * @param modelId the model's id at the provider
   * @param route the route by which the request came, or {@link #NO_ROUTE}
   */
  public static Target of(
      String place, @Nullable ApiKey key, String modelId, String route, Instant startedAt) {
    return new Target(place, key, modelId, route, startedAt);
  }

  /** The target of an attempt on no route. */
  public static Target of(String place, @Nullable ApiKey key, String modelId, Instant startedAt) {
    return of(place, key, modelId, NO_ROUTE, startedAt);
  }

  /** The provider, by the address that is called. */
  public String place() {
    return place;
  }

  /** The key, or null for the client's own credential. */
  public @Nullable ApiKey key() {
    return key;
  }

  /** Which of the key's values was used. */
  public int secretVersion() {
    return secretVersion;
  }

  /** The model's id at the provider. */
  public String modelId() {
    return modelId;
  }

  /** The route by which the request came. */
  public String route() {
    return route;
  }

  /** When the attempt began. */
  public Instant startedAt() {
    return startedAt;
  }

  /** Where it is counted, once that has been found. */
  @Nullable Tally tally() {
    return tally;
  }

  Tally countedIn(Tally found) {
    tally = found;
    return found;
  }

  @Override
  public String toString() {
    return "Target[" + place + " " + modelId + " " + (key == null ? "" : key.id()) + "]";
  }
}
