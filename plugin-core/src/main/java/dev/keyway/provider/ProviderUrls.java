package dev.keyway.provider;

import dev.keyway.catalogue.Endpoint;
import dev.keyway.catalogue.Provider;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the daemon's operator sends providers' traffic instead of where the catalogue or a policy
 * says: an egress proxy's path, a test server. All of a provider's endpoints move: the OpenAI
 * format's to the URL, the Anthropic format's to the place below it where it stood before; a query
 * the policy wrote stays.
 *
 * @param byProvider base URL by provider id or alias, whatever its case
 */
public record ProviderUrls(Map<String, URI> byProvider) {

  /** Everything goes where the policy says. */
  public static final ProviderUrls NONE = new ProviderUrls(Map.of());

  /**
   * @throws IllegalArgumentException when a URL is not absolute, or neither http nor https
   */
  public ProviderUrls {
    Map<String, URI> lower = new HashMap<>();
    byProvider.forEach((id, url) -> lower.put(id.toLowerCase(Locale.ROOT), checked(id, url)));
    byProvider = Map.copyOf(lower);
  }

  /** The base URL to use for this provider instead of its own, or null. */
  public @Nullable URI of(String providerId) {
    return byProvider.get(providerId.toLowerCase(Locale.ROOT));
  }

  /** This endpoint of the provider, where its traffic goes. */
  public Endpoint applied(Provider provider, Endpoint endpoint) {
    if (byProvider.isEmpty()) {
      return endpoint;
    }
    URI url = of(provider.id());
    for (int i = 0; url == null && i < provider.aliases().size(); i++) {
      url = of(provider.aliases().get(i));
    }
    return url == null ? endpoint : provider.moved(endpoint, url);
  }

  private static URI checked(String id, URI url) {
    String scheme = url.getScheme();
    if (url.getRawAuthority() == null
        || !("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme))) {
      throw new IllegalArgumentException(
          "The URL of provider " + id + " must begin with http:// or https:// and name a host.");
    }
    return url;
  }
}
