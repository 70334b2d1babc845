package dev.keyway.server.config;

import dev.keyway.envoy.EnvoyAddress;
import dev.keyway.socket.UnixSocket;
import org.jspecify.annotations.Nullable;

/**
 * Where host gateways ask their adapters.
 *
 * @param envoy where Envoy asks its external processor, or null: nowhere
 * @param kong where Kong asks its plugin server, or null: nowhere
 * @param apisix where APISIX asks its runner of external plugins, or null: nowhere
 */
public record GatewaysConfig(
    @Nullable EnvoyAddress envoy, @Nullable UnixSocket kong, @Nullable ApisixConfig apisix) {

  /** Whether an adapter in this process signs for its gateway. */
  boolean sign() {
    return envoy != null || kong != null || apisix != null;
  }
}
