package dev.keyway.server.envoy;

import dev.keyway.testkit.GatewaySetup;

/** The relay form on the oldest Envoy that it is promised for. */
class RelayFormOnOldestEnvoyIT extends EnvoyContract {

  @Override
  EnvoyGateway attach(GatewaySetup setup) throws Exception {
    return RelayForm.start(EnvoyBinary.OLDEST, setup);
  }
}
