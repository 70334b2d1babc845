package dev.keyway.envoy;

import dev.keyway.http.Origin;
import java.net.URI;
import java.util.Locale;

/**
 * What Envoy's cluster for one provider's traffic to one origin is called: {@code
 * openai/https/api.openai.com/443}. The configuration that is generated and the attempts that are
 * planned agree by it. Providers' ids hold no slash, nor do hosts, so no two origins share a name.
 */
public final class ClusterName {

  private ClusterName() {}

  /**
   * The cluster's name.
   *
   * @param provider the provider's id
   * @param target scheme, host and port of where it is called; the rest is ignored
   */
  public static String of(String provider, URI target) {
    return provider
        + (Origin.tls(target) ? "/https/" : "/http/")
        + Origin.host(target).toLowerCase(Locale.ROOT)
        + '/'
        + Origin.port(target);
  }
}
