package dev.keyway.catalogue;

import java.util.Locale;

/**
 * How a key travels to a provider. Data, not a class a provider.
 *
 * @param kind where the key goes
 * @param name the header's or query parameter's name; {@code authorization} for bearer
 * @param required whether the provider refuses a request without a key; a model server of one's own
 *     often does not
 */
public record AuthStyle(Kind kind, String name, boolean required) {

  /** Where a key goes. */
  public enum Kind {
    BEARER,
    HEADER,
    QUERY
  }

  /** {@code Authorization: Bearer <key>}. */
  public static final AuthStyle BEARER = new AuthStyle(Kind.BEARER, "authorization");

  /** A way of sending a key that has to be there. */
  public AuthStyle(Kind kind, String name) {
    this(kind, name, true);
  }

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

  /** The same way, for a provider that answers without a key too. */
  AuthStyle optional() {
    return new AuthStyle(kind, name, false);
  }

  /**
   * Reads {@code bearer}, {@code header NAME} or {@code query NAME}, as the data files write it.
   */
  static AuthStyle parse(String text) {
    String[] words = text.split(" ", 2);
    Kind kind = Kind.valueOf(words[0].toUpperCase(Locale.ROOT));
    return kind == Kind.BEARER ? BEARER : new AuthStyle(kind, words[1]);
  }
}
