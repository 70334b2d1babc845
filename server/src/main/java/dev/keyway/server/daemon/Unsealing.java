package dev.keyway.server.daemon;

import dev.keyway.secret.SecretStore;
import dev.keyway.secret.SecretUnavailableException;
import dev.keyway.secret.sealed.Passphrase;
import dev.keyway.secret.sealed.SealedStore;
import dev.keyway.secret.sealed.SealedVaultException;
import dev.keyway.server.config.VaultConfig;

/**
 * Opens sealed vaults. A class of its own, so that a daemon without one loads nothing of them: the
 * JVM's verifier would, for the exception that is caught here.
 */
final class Unsealing {

  private Unsealing() {}

  /**
   * The vault, opened, for which its passphrase is read.
   *
   * @throws SecretUnavailableException when it can't be; the message says why, and what to do
   */
  static SecretStore open(VaultConfig.Sealed vault) throws SecretUnavailableException {
    try (Passphrase passphrase = vault.passphrase().read()) {
      return SealedStore.open(vault.path(), passphrase);
    } catch (SealedVaultException e) {
      throw new SecretUnavailableException(String.valueOf(e.getMessage()));
    }
  }
}
