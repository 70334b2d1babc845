package dev.keyway.server.envoy;

import dev.keyway.testkit.GatewaySetup;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;

/** The native form, which the newest Envoy alone has. */
class NativeFormIT extends EnvoyContract {

  private static final String NO_RELAY = "there is no relay in this form";

  @Override
  EnvoyGateway attach(GatewaySetup setup) throws Exception {
    return NativeForm.start(setup);
  }

  @Override
  @Test
  @Disabled(NO_RELAY)
  public void requestWithoutGoodContext_isRefused() {}

  @Override
  @Test
  @Disabled(NO_RELAY)
  public void contextForAPolicyThatIsNotThere_isRefused() {}

  @Override
  @Test
  @Disabled(NO_RELAY)
  public void contextForAnInlinePolicyThatNobodyKnows_isRefused() {}

  @Override
  @Test
  @Disabled("Envoy passes an answer on from its head on: what a 200 says then comes too late")
  public void errorAsTheFirstEvent_isFailedOver() {}
}
