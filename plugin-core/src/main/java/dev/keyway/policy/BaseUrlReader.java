package dev.keyway.policy;

import dev.keyway.document.Fields;
import dev.keyway.document.Place;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads a provider's {@code base_url}. Keys go there, so what may not be read on the way is
 * refused.
 */
final class BaseUrlReader {

  private static final int HIGHEST_PORT = 65_535;

  private final Reading reading;

  BaseUrlReader(Reading reading) {
    this.reading = reading;
  }

  /** The address, or null: absent, or wrong and an error is left. */
  @Nullable URI read(Fields provider) {
    boolean allowHttp = allowHttp(provider);
    URI url = provider.uri("base_url");
    if (url == null) {
      return null;
    }
    String flaw = flaw(url, allowHttp);
    if (flaw != null) {
      reading.error(provider.place("base_url"), flaw);
      return null;
    }
    if (allowHttp && isPlain(url) && !PrivateHosts.contains(host(url))) {
      Place place = provider.place("allow_http");
      reading.problems().warning(place, "keys and prompts go to this provider unencrypted");
    }
    return url;
  }

  /** An address as one would write it for this built-in provider. */
  static String example(String providerId) {
    return switch (providerId) {
      case "azure-openai" -> "https://NAME.openai.azure.com/openai/v1";
      case "ollama" -> "http://localhost:11434/v1";
      case "lm-studio" -> "http://localhost:1234/v1";
      default -> "http://localhost:8000/v1";
    };
  }

  private boolean allowHttp(Fields provider) {
    boolean allowed = provider.flag("allow_http", false);
    if (allowed && reading.isInline()) {
      reading.error(
          provider.place("allow_http"),
          "a policy in a route's configuration may not say this; use https, or a policy file");
    }
    return allowed && !reading.isInline();
  }

  private static @Nullable String flaw(URI url, boolean allowHttp) {
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !scheme.equals("http")) {
      return "expected an address that begins with https:// (or http:// where it is private)";
    }
    if (url.getRawUserInfo() != null || String.valueOf(url.getRawAuthority()).contains("@")) {
      return "no user name or password in the address; keys stand in api_keys";
    }
    if (url.getHost() == null || url.getPort() == 0 || url.getPort() > HIGHEST_PORT) {
      return "no usable host name; it holds letters, digits, hyphens and dots, then perhaps a port";
    }
    if (url.getRawFragment() != null) {
      return "no fragment (#…) in the address";
    }
    return isPlain(url) && !allowHttp && !PrivateHosts.contains(host(url))
        ? "keys would go unencrypted to a host that may be public; use https, or say allow_http: true"
        : null;
  }

  private static boolean isPlain(URI url) {
    return "http".equalsIgnoreCase(url.getScheme());
  }

  private static String host(URI url) {
    return String.valueOf(url.getHost());
  }
}
