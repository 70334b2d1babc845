package dev.keyway.access;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, as far as somebody vouches for it: the host gateway (through an adapter's signed
 * context) or one of the gateway's own access keys. An adapter makes one; admission decides on it;
 * expressions see it as {@code client}.
 *
 * @param voucher who vouches
 * @param consumer the host's consumer id, or the access key's name; null when nobody vouches
 * @param username the host's user name, or null
 * @param groups groups or tags the host gave the consumer
 * @param credentialId the id (never the value) of the credential the client used, or null
 * @param claims JWT claims the host verified, or the access key's metadata: strings, {@code Long},
 *     {@code Double}, booleans, lists and maps of them. Other numbers are taken in as one of these;
 *     nulls, and what is nested deeper than 32, are left out
 * @param clientIp the client's address as the host or the listener saw it, or null
 * @param providers provider ids this caller may use; null: all
 * @param models model names this caller may use; null: all
 */
public record Caller(
    Voucher voucher,
    @Nullable String consumer,
    @Nullable String username,
    List<String> groups,
    @Nullable String credentialId,
    Map<String, Object> claims,
    @Nullable String clientIp,
    @Nullable List<String> providers,
    @Nullable List<String> models) {

  /**
   * Copies what it is given.
   *
   * @throws IllegalArgumentException when a claim is of a type that JSON does not have
   */
  public Caller {
    groups = List.copyOf(groups);
    claims = ClaimValues.copyOf(claims);
    providers = providers == null ? null : List.copyOf(providers);
    models = models == null ? null : List.copyOf(models);
  }

  /** Who says that this is the caller. */
  public enum Voucher {
    /** Nobody: the client is unknown. */
    NOBODY,
    /** The host gateway authenticated the client. */
    HOST,
    /** The client carried a valid access key of this gateway. */
    ACCESS_KEY;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** As records name it. */
    public String wireName() {
      return wireName;
    }
  }

  /** A client nobody vouches for. */
  public static Caller unknown(@Nullable String clientIp) {
    return new Caller(Voucher.NOBODY, null, null, List.of(), null, Map.of(), clientIp, null, null);
  }

  /** What the operator noted of the caller's access key; empty for callers without one. */
  public Map<String, Object> metadata() {
    return voucher == Voucher.ACCESS_KEY ? claims : Map.of();
  }

  /** Whether somebody vouches for this caller. */
  public boolean authenticated() {
    return voucher != Voucher.NOBODY;
  }
}
