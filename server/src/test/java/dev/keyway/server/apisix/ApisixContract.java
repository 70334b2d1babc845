package dev.keyway.server.apisix;

import dev.keyway.testkit.GatewayAdapterContract;
import dev.keyway.testkit.GatewaySetup;
import dev.keyway.testkit.GatewayUnderTest;
import dev.keyway.testkit.apisix.ApisixVersion;
import dev.keyway.testkit.apisix.PeerSettings;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;

/** The contract for a version of APISIX, with Keyway in one of its forms. */
abstract class ApisixContract extends GatewayAdapterContract {

  private final ApisixVersion version;
  private final ApisixForm form;

  ApisixContract(ApisixVersion version, ApisixForm form) {
    this.version = version;
    this.form = form;
  }

  @Override
  protected GatewayUnderTest start(GatewaySetup setup) throws Exception {
    return ApisixGateway.start(setup, version, PeerSettings.DEFAULT, form);
  }

  @Override
  @Test
  @Disabled("APISIX tells a plugin who calls, and in which group, but nothing of a token's claims")
  public void claim_choosesTheKey() {}
}
