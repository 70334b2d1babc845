package dev.keyway.provider;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the daemon's operator sends providers' traffic instead of where the catalogue or a policy
 * says: an egress proxy's path, a test server.
 *
 * @param byProvider base URL by provider id
 */
public record ProviderUrls(Map<String, URI> byProvider) {

  /** Everything goes where the policy says. */
  public static final ProviderUrls NONE = new ProviderUrls(Map.of());

  public ProviderUrls {
    byProvider = Map.copyOf(byProvider);
  }

  /** The base URL to use for this provider instead of its own, or null. */
  public @Nullable URI of(String providerId) {
    return byProvider.get(providerId);
  }
}
