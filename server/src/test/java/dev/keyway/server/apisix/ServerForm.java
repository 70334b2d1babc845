package dev.keyway.server.apisix;

import dev.keyway.server.daemon.StartException;
import dev.keyway.server.gateway.InProcessKeyway;
import dev.keyway.testkit.GatewaySetup;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * The runner in the daemon, beside the relay.
 *
 * @param keyway both
 */
record ServerForm(InProcessKeyway keyway) implements ApisixForm.Running {

  /** What the daemon listens at for APISIX's requests. */
  static final String LISTENER = "listeners: [{kind: gateway, address: '127.0.0.1:0'}]\n";

  /** Both in one daemon. */
  static ServerForm start(GatewaySetup setup, Path socket) throws StartException {
    return new ServerForm(InProcessKeyway.start(setup, LISTENER + runner(socket)));
  }

  /** A relay alone: whose socket APISIX asks is another's concern. */
  static ServerForm relayAlone(GatewaySetup setup, Path unused) throws StartException {
    return new ServerForm(InProcessKeyway.start(setup, LISTENER));
  }

  /** The daemon's runner. */
  static String runner(Path socket) {
    return "gateways: {apisix: {socket: '%s'}}\n".formatted(socket);
  }

  @Override
  public URI relay() {
    return keyway.url(0);
  }

  @Override
  public void reload() {
    keyway.reload();
  }

  @Override
  public void restart() {
    keyway.restart();
  }

  @Override
  public List<String> awaitRecords(int count) {
    return keyway.awaitRecords(count);
  }

  @Override
  public void close() {
    keyway.close();
  }
}
