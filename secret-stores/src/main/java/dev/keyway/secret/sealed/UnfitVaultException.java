package dev.keyway.secret.sealed;

/** Bytes that are no sealed vault, as the end of a sentence that begins with the file's name. */
final class UnfitVaultException extends Exception {

  private static final long serialVersionUID = 1L;

  UnfitVaultException(String message) {
    super(message);
  }
}
