package dev.keyway.server.envoy;

import dev.keyway.testkit.GatewayAdapterContract;
import dev.keyway.testkit.GatewaySetup;
import dev.keyway.testkit.GatewayUnderTest;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The contract for a form of Envoy; the log of Envoy is printed where a case fails. */
@ExtendWith(EnvoyContract.Log.class)
abstract class EnvoyContract extends GatewayAdapterContract {

  private EnvoyGateway gateway;

  @Override
  protected GatewayUnderTest start(GatewaySetup setup) throws Exception {
    gateway = attach(setup);
    return gateway;
  }

  /** Starts Envoy with Keyway behind it. */
  abstract EnvoyGateway attach(GatewaySetup setup) throws Exception;

  EnvoyGateway gateway() {
    return gateway;
  }

  static final class Log implements AfterTestExecutionCallback {

    @Override
    public void afterTestExecution(ExtensionContext context) {
      if (context.getExecutionException().isPresent()
          && context.getRequiredTestInstance() instanceof EnvoyContract test
          && test.gateway != null) {
        System.out.println(
            context.getDisplayName() + ": Envoy says\n" + test.gateway.envoy().log());
      }
    }
  }
}
