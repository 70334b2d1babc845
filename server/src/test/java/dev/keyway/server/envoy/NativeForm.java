package dev.keyway.server.envoy;

import dev.keyway.server.daemon.StartException;
import dev.keyway.server.gateway.InProcessKeyway;
import dev.keyway.testkit.GatewaySetup;
import java.util.Map;
import java.util.Optional;

/** Envoy, which carries the bytes to the providers and tries again where Keyway says so. */
final class NativeForm {

  private NativeForm() {}

  static EnvoyGateway start(GatewaySetup setup) throws StartException {
    return attached(
        setup, InProcessKeyway.start(setup, RelayForm.LISTENER + RelayForm.service(setup)));
  }

  /** Envoy alone; its service is still to be started. */
  static EnvoyGateway startWithoutService(GatewaySetup setup) throws StartException {
    return attached(setup, InProcessKeyway.start(setup, RelayForm.LISTENER));
  }

  private static EnvoyGateway attached(GatewaySetup setup, InProcessKeyway keyway) {
    Tokens tokens = new Tokens();
    String yaml = Generated.direct(setup, RelayForm.socket(setup), tokens);
    return EnvoyGateway.start(
        keyway,
        () -> RunningEnvoy.start(EnvoyBinary.NEWEST, setup.folder(), yaml, Map.of()),
        tokens::credential,
        Optional.empty());
  }
}
