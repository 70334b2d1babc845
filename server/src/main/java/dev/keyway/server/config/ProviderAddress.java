package dev.keyway.server.config;

import dev.keyway.document.Place;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Where a provider's traffic goes instead of its own address.
 *
 * @param provider id or alias, as the operator wrote it
 * @param url {@code http} or {@code https}
 * @param place where the configuration says so; null: on the command line
 */
public record ProviderAddress(String provider, URI url, @Nullable Place place) {

  /**
   * Reads {@code ID=URL}.
   *
   * @throws IllegalArgumentException when it is none, with what was expected
   */
  public static ProviderAddress parse(String text) {
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw new IllegalArgumentException(
          "expected ID=URL, such as openai=http://127.0.0.1:9000/v1");
    }
    URI url = url(text.substring(equals + 1));
    String flaw = flaw(url);
    if (flaw != null) {
      throw new IllegalArgumentException(flaw);
    }
    return new ProviderAddress(text.substring(0, equals), url, null);
  }

  private static URI url(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("what follows = is no URL", e);
    }
  }

  /** What is wrong with such an address, or null. */
  public static @Nullable String flaw(URI url) {
    boolean web =
        "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
    if (!web || url.getHost() == null) {
      return "expected a URL such as http://egress.internal/openai/v1";
    }
    if (url.getRawUserInfo() != null) {
      return "a URL with a user name or password is not accepted: logs would show it";
    }
    return url.getRawFragment() == null ? null : "a URL with a fragment (#) is not accepted";
  }
}
