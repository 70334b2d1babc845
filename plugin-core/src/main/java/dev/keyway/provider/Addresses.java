package dev.keyway.provider;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.keyway.catalogue.Endpoint;
import dev.keyway.catalogue.Provider;
import dev.keyway.request.Surface;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where a provider is called for a surface, worked out once: most requests add nothing to a URL,
 * and to write one and read it again costs as much as all else that is done for an attempt. Lives
 * as long as the provider, which belongs to a policy. Safe for several threads.
 */
final class Addresses {

  private final ProviderUrls urls;
  private final Cache<Provider, Map<Surface, Address>> known =
      Caffeine.newBuilder().weakKeys().executor(Runnable::run).build();

  Addresses(ProviderUrls urls) {
    this.urls = urls;
  }

  /**
   * An address.
   *
   * @param asked the endpoint as the catalogue has it
   * @param endpoint the same where its traffic goes
   * @param plain the URL of a request that adds nothing to it
   */
  record Address(Endpoint asked, Endpoint endpoint, URI plain) {}

  Address of(Provider provider, Endpoint asked, Surface surface) {
    Map<Surface, Address> ofProvider = known.get(provider, any -> new ConcurrentHashMap<>());
    Address address = ofProvider.get(surface);
    if (address != null && isSame(address.asked(), asked)) {
      return address;
    }
    Endpoint endpoint = urls.applied(provider, asked);
    Address found = new Address(asked, endpoint, UpstreamUrl.plain(endpoint.baseUrl(), surface));
    ofProvider.put(surface, found);
    return found;
  }

  /** To compare what they hold would take longer than what is saved. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isSame(Endpoint one, Endpoint other) {
    return one == other;
  }
}
