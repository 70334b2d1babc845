package dev.keyway.envoy.config;

import dev.keyway.catalogue.Endpoint;
import dev.keyway.catalogue.Provider;
import dev.keyway.policy.AiGateway;
import dev.keyway.policy.Policy;
import dev.keyway.provider.ProviderUrls;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every place that a request under some policies may be sent to. */
public final class Upstreams {

  private final ProviderUrls urls;
  private final Map<String, TlsFiles> tls;

  /**
   * @param urls where providers' traffic goes instead of their own addresses
   * @param tls files of connections to providers, by id
   */
  public Upstreams(ProviderUrls urls, Map<String, TlsFiles> tls) {
    this.urls = urls;
    this.tls = Map.copyOf(tls);
  }

  /** Those of all of them, each once. */
  public List<Upstream> of(Collection<Policy> policies) {
    Map<String, Upstream> byCluster = new LinkedHashMap<>();
    policies.stream()
        .flatMap(policy -> of(policy).stream())
        .forEach(one -> byCluster.putIfAbsent(one.cluster(), one));
    return List.copyOf(byCluster.values());
  }

  /**
   * Those of one policy: of the providers it lists, and of all that a client may come to with a key
   * of its own.
   */
  List<Upstream> of(Policy policy) {
    List<Upstream> upstreams = new ArrayList<>();
    for (AiGateway gateway : policy.gateways()) {
      for (Provider provider : gateway.catalogue().providers()) {
        if (mayServe(gateway, provider)) {
          provider.endpoints().values().stream()
              .map(endpoint -> url(provider, endpoint))
              .sorted()
              .map(url -> upstream(provider, url))
              .forEach(upstreams::add);
        }
      }
    }
    return upstreams;
  }

  private static boolean mayServe(AiGateway gateway, Provider provider) {
    return !provider.disabled() && (provider.configured() || !gateway.onlyConfiguredProviders());
  }

  private URI url(Provider provider, Endpoint endpoint) {
    return urls.applied(provider, endpoint).baseUrl();
  }

  private Upstream upstream(Provider provider, URI url) {
    return new Upstream(provider.id(), url, tls.getOrDefault(provider.id(), TlsFiles.NONE));
  }
}
