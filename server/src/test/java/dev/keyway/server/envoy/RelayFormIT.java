package dev.keyway.server.envoy;

import dev.keyway.testkit.GatewaySetup;

/** The relay form on the newest Envoy. */
class RelayFormIT extends EnvoyContract {

  @Override
  EnvoyGateway attach(GatewaySetup setup) throws Exception {
    return RelayForm.start(EnvoyBinary.NEWEST, setup);
  }
}
