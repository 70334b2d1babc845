package dev.keyway.envoy.config;

import java.util.Locale;

/** How Keyway is attached. */
public enum Form {
  /** Envoy asks who calls, has it signed, and sends the request to Keyway's relay. Envoy 1.36. */
  RELAY("1.36"),
  /** Envoy sends requests to an entry listener with an access key of its own. Envoy 1.36. */
  TOKEN("1.36"),
  /** Envoy carries the bytes to the providers; Keyway plans and gives the keys. Envoy 1.40. */
  NATIVE("1.40");

  private final String oldestEnvoy;

  Form(String oldestEnvoy) {
    this.oldestEnvoy = oldestEnvoy;
  }

  /** Its name on the command line. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The oldest version of Envoy that knows all it is made of. */
  String oldestEnvoy() {
    return oldestEnvoy;
  }
}
