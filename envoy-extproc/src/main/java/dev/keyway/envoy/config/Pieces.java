package dev.keyway.envoy.config;

import dev.keyway.hostconfig.Yaml;

/** What the configuration of one form is put together from. */
interface Pieces {

  /** Further settings of the connection manager. */
  Yaml manager();

  /** HTTP filters, less the router. */
  Yaml filters();

  /** The router. */
  Yaml router();

  /** Further settings of the virtual host. */
  Yaml host();

  /** Routes. */
  Yaml routes();

  /** Clusters. */
  Yaml clusters();

  /** Those of this form. */
  static Pieces of(EnvoySetup setup) {
    return switch (setup.form()) {
      case RELAY -> new RelayPieces(setup);
      case TOKEN -> new TokenPieces(setup);
      case NATIVE -> new NativePieces(setup);
    };
  }
}
