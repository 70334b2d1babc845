package dev.keyway.relay;

/** The relay could not start. The message says why. */
public final class RelayStartException extends Exception {

  private static final long serialVersionUID = 1L;

  RelayStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
