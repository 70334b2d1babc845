package dev.keyway.envoy.config;

import dev.keyway.envoy.ClusterName;
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
    return url.getScheme().equalsIgnoreCase("https");
  }

  /** Where it is, or null when Envoy has no way to say so. */
  Address.@Nullable Tcp address() {
    String authority = url.getRawAuthority().toLowerCase(Locale.ROOT);
    boolean hasPort = authority.matches(".*:[0-9]+");
    return Address.Tcp.parse(
        hasPort ? authority : authority.replaceFirst(":$", "") + (isEncrypted() ? ":443" : ":80"));
  }

  /** Scheme, host and port, as people write them. */
  String origin() {
    return url.getScheme() + "://" + url.getRawAuthority();
  }
}
