package dev.keyway.server.envoy;

import dev.keyway.server.daemon.StartException;
import dev.keyway.server.gateway.InProcessKeyway;
import dev.keyway.testkit.GatewaySetup;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Envoy, which asks Keyway who calls and sends requests to Keyway's relay. */
final class RelayForm {

  /** What the daemon listens at for Envoy's requests. */
  static final String LISTENER = "listeners: [{kind: gateway, address: '127.0.0.1:0'}]\n";

  private RelayForm() {}

  /** Both, in one daemon. */
  static EnvoyGateway start(EnvoyBinary binary, GatewaySetup setup) throws StartException {
    InProcessKeyway keyway = InProcessKeyway.start(setup, LISTENER + service(setup));
    return attached(binary, setup, keyway);
  }

  /** Envoy before a relay; who signs is another's concern. */
  static EnvoyGateway attached(EnvoyBinary binary, GatewaySetup setup, InProcessKeyway keyway) {
    Tokens tokens = new Tokens();
    String yaml = Generated.relay(setup, keyway.ports().getFirst(), socket(setup), tokens);
    return EnvoyGateway.start(
        keyway,
        () -> RunningEnvoy.start(binary, setup.folder(), yaml, Map.of()),
        tokens::credential,
        Optional.of(keyway.url(0)));
  }

  /** The daemon's external-processing service. */
  static String service(GatewaySetup setup) {
    return "gateways: {envoy: {address: 'unix:%s'}}\n".formatted(socket(setup));
  }

  /** Where Envoy asks. */
  static Path socket(GatewaySetup setup) {
    return setup.folder().resolve("extproc.sock");
  }
}
