package dev.keyway.server.apisix;

import dev.keyway.server.daemon.StartException;
import dev.keyway.server.gateway.InProcessKeyway;
import dev.keyway.testkit.GatewaySetup;
import java.nio.file.Path;

/** The runner in the daemon, beside the relay: an {@link ApisixForm}. */
final class ServerForm {

  /** What the daemon listens at for APISIX's requests. */
  static final String LISTENER = "listeners: [{kind: gateway, address: '127.0.0.1:0'}]\n";

  private ServerForm() {}

  /** Both in one daemon. */
  static InProcessKeyway start(GatewaySetup setup, Path socket) throws StartException {
    return InProcessKeyway.start(setup, LISTENER + runner(socket));
  }

  /** A relay alone: whose socket APISIX asks is another's concern. */
  static InProcessKeyway relayAlone(GatewaySetup setup, Path unused) throws StartException {
    return InProcessKeyway.start(setup, LISTENER);
  }

  /** The daemon's runner. */
  static String runner(Path socket) {
    return "gateways: {apisix: {socket: '%s'}}\n".formatted(socket);
  }
}
