package dev.keyway.server.kong;

import dev.keyway.testkit.GatewayAdapterContract;
import dev.keyway.testkit.GatewaySetup;
import dev.keyway.testkit.GatewayUnderTest;
import dev.keyway.testkit.kong.KongVersion;
import dev.keyway.testkit.kong.PeerSettings;

/** The contract for a version of Kong. */
abstract class KongContract extends GatewayAdapterContract {

  private final KongVersion version;

  KongContract(KongVersion version) {
    this.version = version;
  }

  @Override
  protected GatewayUnderTest start(GatewaySetup setup) throws Exception {
    return KongGateway.start(setup, version, PeerSettings.DEFAULT.withStartCommand());
  }
}
