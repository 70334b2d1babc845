package dev.keyway.envoy;

import java.net.URI;

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
    String scheme = target.getScheme().toLowerCase(java.util.Locale.ROOT);
    return provider + '/' + scheme + '/' + host(target) + '/' + port(target, scheme);
  }

  /** As {@link dev.keyway.provider.PreparedAttempt#host()} reads it. */
  private static String host(URI target) {
    String authority = target.getRawAuthority();
    int colon = portColon(authority);
    return (colon < 0 ? authority : authority.substring(0, colon))
        .toLowerCase(java.util.Locale.ROOT);
  }

  private static String port(URI target, String scheme) {
    String authority = target.getRawAuthority();
    int colon = portColon(authority);
    if (colon < 0 || colon == authority.length() - 1) {
      return scheme.equals("https") ? "443" : "80";
    }
    return authority.substring(colon + 1);
  }

  private static int portColon(String authority) {
    int colon = authority.lastIndexOf(':');
    return colon > authority.indexOf(']') ? colon : -1;
  }
}
