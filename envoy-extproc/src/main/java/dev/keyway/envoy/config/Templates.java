package dev.keyway.envoy.config;

import dev.keyway.hostconfig.Template;

/** The templates beside this class. */
final class Templates {

  private Templates() {}

  /** The one of this name. */
  static Template named(String name) {
    return Template.beside(Templates.class, name);
  }
}
