package dev.keyway.catalogue;

/**
 * How a key travels to a provider. Data, not a class a provider.
 *
 * @param kind where the key goes
 * @param name the header's or query parameter's name; {@code authorization} for bearer
 */
public record AuthStyle(Kind kind, String name) {

  /** Where a key goes. */
  public enum Kind {
    BEARER,
    HEADER,
    QUERY
  }

  /** {@code Authorization: Bearer <key>}. */
  public static final AuthStyle BEARER = new AuthStyle(Kind.BEARER, "authorization");

  /** The key alone as the value of a header. */
  public static AuthStyle header(String name) {
    return new AuthStyle(Kind.HEADER, name);
  }

  /**
   * The key as a query parameter; for providers that know no other way, since queries land in logs.
   */
  public static AuthStyle query(String name) {
    return new AuthStyle(Kind.QUERY, name);
  }
}
