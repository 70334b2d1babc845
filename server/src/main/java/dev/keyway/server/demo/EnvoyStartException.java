package dev.keyway.server.demo;

/** Envoy did not come up. The message says what it said. */
final class EnvoyStartException extends Exception {

  private static final long serialVersionUID = 1L;

  EnvoyStartException(String message) {
    super(message);
  }
}
