package dev.keyway.server.daemon;

import dev.keyway.secret.Secret;
import dev.keyway.secret.SecretStore;
import dev.keyway.secret.SecretUnavailableException;
import dev.keyway.secret.sealed.SealedStore;
import dev.keyway.secret.sealed.SecretName;
import dev.keyway.server.config.VaultConfig;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A sealed vault that is opened when the first of its secrets is read, if any is. What keeps it
 * from being opened is found out once.
 */
final class UnopenedVault implements SecretStore {

  private final VaultConfig.Sealed vault;
  private @Nullable SecretStore opened;
  private @Nullable String flaw;

  UnopenedVault(VaultConfig.Sealed vault) {
    this.vault = vault;
  }

  @Override
  public Optional<Secret> read(String name) throws SecretUnavailableException {
    return opened().read(name);
  }

  private synchronized SecretStore opened() throws SecretUnavailableException {
    if (opened == null && flaw == null) {
      try {
        opened = Unsealing.open(vault);
      } catch (SecretUnavailableException e) {
        flaw = String.valueOf(e.getMessage());
      }
    }
    if (opened == null) {
      throw new SecretUnavailableException(String.valueOf(flaw));
    }
    return opened;
  }

  @Override
  public Path file(String name) {
    return vault.path();
  }

  @Override
  public String place(String name) {
    return SealedStore.place(name, vault.path());
  }

  @Override
  public String absence(String name) {
    return SealedStore.absence(name, vault.path());
  }

  @Override
  public @Nullable String flaw(String name) {
    return SecretName.flaw(name);
  }

  @Override
  public String toString() {
    return "UnopenedVault(" + vault.path() + ")";
  }
}
