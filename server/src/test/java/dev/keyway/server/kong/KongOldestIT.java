package dev.keyway.server.kong;

import dev.keyway.testkit.kong.KongVersion;

/** The oldest Kong, which is told to start something so that it asks the plugin at all. */
class KongOldestIT extends KongContract {

  KongOldestIT() {
    super(KongVersion.V3_4);
  }
}
