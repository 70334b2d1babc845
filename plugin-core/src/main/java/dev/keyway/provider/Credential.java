package dev.keyway.provider;

import dev.keyway.catalogue.AuthStyle;
import dev.keyway.catalogue.Endpoint;
import dev.keyway.http.Headers;
import dev.keyway.request.Format;
import dev.keyway.secret.Secret;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The key of one attempt and the way it travels.
 *
 * @param secret the key, or null when the provider is asked without one
 * @param style how it is sent
 * @param clientsOwn whether the client sent this very key
 */
record Credential(@Nullable Secret secret, AuthStyle style, boolean clientsOwn) {

  private static final String BEARER = "bearer ";
  private static final List<String> KEY_HEADERS =
      List.of("x-provider-key", "x-api-key", "api-key", "x-goog-api-key");

  /**
   * The key for this endpoint.
   *
   * <p>A client of the Anthropic format that sends its own key as {@code Authorization: Bearer}
   * sends a token of an account, not an API key, and Anthropic takes such tokens in no other
   * header; so it stays there.
   */
  static Credential of(@Nullable Secret secret, Endpoint endpoint, Headers client) {
    if (secret == null) {
      return new Credential(null, endpoint.auth(), false);
    }
    boolean asBearer = isBearer(secret, client);
    boolean clientsOwn = asBearer || isSent(secret, endpoint.auth(), client);
    boolean token = asBearer && endpoint.format() == Format.ANTHROPIC;
    return new Credential(secret, token ? AuthStyle.BEARER : endpoint.auth(), clientsOwn);
  }

  /** Whether the key travels in the URL's query. */
  boolean inQuery() {
    return secret != null && style.kind() == AuthStyle.Kind.QUERY;
  }

  /** The key as it goes onto the wire, or null when there is none. Called nowhere else. */
  @Nullable String onTheWire() {
    return secret == null ? null : printable(secret.reveal());
  }

  /**
   * A key pasted with a line break would end its header. Without it, the key is what was meant, or
   * the provider says that it is wrong.
   */
  private static String printable(String key) {
    for (int i = 0; i < key.length(); i++) {
      if (Character.isISOControl(key.charAt(i))) {
        return key.replaceAll("\\p{Cntrl}", "");
      }
    }
    return key;
  }

  private static boolean isBearer(Secret secret, Headers client) {
    for (String value : client.all("authorization")) {
      if (value.toLowerCase(Locale.ROOT).startsWith(BEARER)
          && secret.equals(Secret.of(value.substring(BEARER.length()).strip()))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSent(Secret secret, AuthStyle style, Headers client) {
    for (String header : KEY_HEADERS) {
      if (isSentIn(header, secret, client)) {
        return true;
      }
    }
    return style.kind() == AuthStyle.Kind.HEADER && isSentIn(style.name(), secret, client);
  }

  private static boolean isSentIn(String header, Secret secret, Headers client) {
    for (String value : client.all(header)) {
      if (secret.equals(Secret.of(value.strip()))) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return "Credential[" + style.kind() + "]";
  }
}
