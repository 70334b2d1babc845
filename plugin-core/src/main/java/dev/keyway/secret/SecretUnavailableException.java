package dev.keyway.secret;

/** A secret could not be read. The message says which and why, and never holds a secret. */
public final class SecretUnavailableException extends Exception {

  private static final long serialVersionUID = 1L;

  public SecretUnavailableException(String message) {
    super(message);
  }
}
