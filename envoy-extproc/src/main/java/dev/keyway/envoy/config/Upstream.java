package dev.keyway.envoy.config;

import dev.keyway.envoy.ClusterName;
import dev.keyway.http.Origin;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A provider at one of its origins.
 *
 * @param provider its id
 * @param url an address there; its path and query are of no importance
 * @param tls files of the connection, where it is one of TLS
 */
public record Upstream(String provider, URI url, TlsFiles tls) {

  /** What plans call its cluster. */
  String cluster() {
    return ClusterName.of(provider, url);
  }

  boolean isEncrypted() {
    return Origin.tls(url);
  }

  /** Where it is, or null when Envoy has no way to say so. */
  Address.@Nullable Tcp address() {
    return Address.Tcp.of(Origin.host(url).toLowerCase(Locale.ROOT), Origin.port(url));
  }

  /** Scheme, host and port, as people write them. */
  String origin() {
    return url.getScheme() + "://" + url.getRawAuthority();
  }
}
