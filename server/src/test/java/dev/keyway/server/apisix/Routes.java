package dev.keyway.server.apisix;

import dev.keyway.testkit.ContractStage;
import dev.keyway.testkit.Route;
import dev.keyway.testkit.apisix.ApisixVersion;

/** The routes of a gateway while it runs. */
record Routes(ContractStage stage) {

  /** The only one here: all paths, under the policy that everybody may use. */
  static final Route ROUTE = new Route("chat", "", "chat");

  /**
   * Puts one route in the place of all.
   *
   * @param more plugins beside the one that knows consumers, a line of YAML
   * @param keyway those that ask Keyway, a line of YAML
   */
  void set(String more, String keyway) {
    Declared declared = new Declared(ApisixVersion.V3_18);
    ((ApisixGateway) stage.gateway())
        .front()
        .reload(Declared.apisixYaml(stage.setup(), declared.route(ROUTE, more, keyway)));
  }
}
