package dev.keyway.apisix.config;

import dev.keyway.hostconfig.Authentication;
import dev.keyway.hostconfig.PlainFile;
import dev.keyway.hostconfig.PolicyRoute;
import dev.keyway.hostconfig.RelayAddress;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that a configuration is made of.
 *
 * @param apisix whose it is
 * @param relay Keyway's listener of kind gateway
 * @param socket where APISIX asks
 * @param authentication who says who calls
 * @param vars texts for the policies' expressions
 * @param routes one at least
 */
public record ApisixSetup(
    ApisixVersion apisix,
    RelayAddress relay,
    String socket,
    Authentication authentication,
    Map<String, String> vars,
    List<PolicyRoute> routes) {

  public ApisixSetup {
    vars = Collections.unmodifiableMap(new LinkedHashMap<>(vars));
    routes = List.copyOf(routes);
    if (!PlainFile.is(socket)) {
      throw new IllegalArgumentException("the socket's path may need no quotes in config.yaml");
    }
    if (routes.isEmpty()) {
      throw new IllegalArgumentException("a configuration without a policy serves nobody");
    }
  }

  /** The host of the relay as APISIX takes it, which wants brackets around an IPv6 address. */
  String relayHost() {
    return relay.host().contains(":") ? "[" + relay.host() + "]" : relay.host();
  }

  /** How the relay is spoken to. */
  String scheme() {
    return relay.tls() ? "https" : "http";
  }
}
