package dev.keyway.server.apisix;

import dev.keyway.server.gateway.RunningKeyway;
import dev.keyway.testkit.GatewaySetup;
import java.nio.file.Path;

/** One of the forms in which Keyway answers APISIX: how the runner is started, with its relay. */
@FunctionalInterface
interface ApisixForm {

  /**
   * Starts both.
   *
   * @param socket where APISIX asks
   */
  RunningKeyway start(GatewaySetup setup, Path socket) throws Exception;
}
