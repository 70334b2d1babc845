package dev.keyway.server.apisix;

import dev.keyway.testkit.apisix.ApisixVersion;

/** The oldest APISIX. Its routes know consumers only where a request has a key at all. */
class ApisixOldestIT extends ApisixContract {

  ApisixOldestIT() {
    super(ApisixVersion.V3_9, ServerForm::start);
  }
}
