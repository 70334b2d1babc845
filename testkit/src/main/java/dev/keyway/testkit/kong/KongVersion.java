package dev.keyway.testkit.kong;

/** The lines of Kong whose plugin servers behave differently, each by its latest release. */
public enum KongVersion {
  /** 3.4.2. Asks no server that it did not see come up, and watches only those it starts. */
  V3_4,

  /** 3.6.1. Goes on with the instance it has when the configuration changes. */
  V3_6,

  /** 3.7.1. */
  V3_7,

  /** 3.8.1. The first that refuses a request when its plugin server fails. */
  V3_8,

  /** 3.9.1. */
  V3_9;

  /** Whether a request passes the plugin unfiltered when the server fails during its event. */
  boolean failsOpen() {
    return compareTo(V3_8) < 0;
  }

  /** Whether a server is left out until a connection to it could be made, once. */
  boolean waitsForReadiness() {
    return this == V3_4;
  }

  /** Whether an instance is started anew for a changed configuration. */
  boolean followsChanges() {
    return this != V3_6;
  }

  /** Whether a claim that was waited for in vain is dropped, so that the next request may start. */
  boolean dropsDeadClaims() {
    return this != V3_4;
  }

  /** Whether a closed connection makes a worker forget all instances of the plugin. */
  boolean forgetsAllInstances() {
    return this != V3_4;
  }

  /** Whether a worker with this number hears what other workers forget, and what it forgets. */
  boolean hearsOfResets(int worker) {
    return this == V3_9 || (forgetsAllInstances() && worker == 0);
  }

  /** Whether the number of a configuration is unique among all workers, from 1; else it is 0. */
  boolean numbersAcrossWorkers() {
    return this != V3_4;
  }

  /** Whether a configuration names its workspace. */
  boolean namesWorkspace() {
    return this == V3_9;
  }
}
