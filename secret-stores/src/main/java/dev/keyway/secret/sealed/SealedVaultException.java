package dev.keyway.secret.sealed;

/**
 * A sealed vault can't be used. The message says which file, why, and what to do; it holds no
 * secret and nothing of the file.
 */
public final class SealedVaultException extends Exception {

  private static final long serialVersionUID = 1L;

  SealedVaultException(String message) {
    super(message);
  }
}
