package dev.keyway.secret.sealed;

import dev.keyway.secret.Secret;
import dev.keyway.secret.SecretStore;
import dev.keyway.secret.SecretUnavailableException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of a sealed vault. The passphrase is needed once, when it is opened; the vault's data
 * key stays in memory, so that the file can be read again, under whatever passphrase it is by then,
 * and no reading waits for Argon2id.
 */
public final class SealedStore implements SecretStore {

  private final SealedVaultFile file;
  private volatile Seen last;

  private SealedStore(SealedVaultFile file, Seen last) {
    this.file = file;
    this.last = last;
  }

  /**
   * Opens a vault.
   *
   * @throws SealedVaultException when it can't be opened with this passphrase
   */
  public static SealedStore open(Path path, Passphrase passphrase) throws SealedVaultException {
    return open(new SealedVaultFile(path), passphrase);
  }

  static SealedStore open(SealedVaultFile file, Passphrase passphrase) throws SealedVaultException {
    return new SealedStore(file, new Seen(new byte[0], file.open(passphrase)));
  }

  @Override
  public Optional<Secret> read(String name) throws SecretUnavailableException {
    try {
      return now().value(name);
    } catch (SealedVaultException e) {
      throw new SecretUnavailableException(String.valueOf(e.getMessage()));
    }
  }

  private SealedVault now() throws SealedVaultException {
    byte[] bytes = file.bytes();
    Seen seen = last;
    if (Arrays.equals(bytes, seen.bytes())) {
      return seen.vault();
    }
    SealedVault vault = file.opened(bytes, seen.vault());
    last = new Seen(bytes, vault);
    return vault;
  }

  @Override
  public Path file(String name) {
    return file.path();
  }

  @Override
  public String place(String name) {
    return place(name, file.path());
  }

  /** Where a person finds the secret of this name in a vault of this file. */
  public static String place(String name, Path vault) {
    return name + " in the sealed vault " + vault;
  }

  @Override
  public String absence(String name) {
    return absence(name, file.path());
  }

  /** What to say of a secret of this name that a vault of this file does not hold. */
  public static String absence(String name, Path vault) {
    return "is not set: `keyway vault set %s --file %s` stores it".formatted(name, vault);
  }

  @Override
  public @Nullable String flaw(String name) {
    return SecretName.flaw(name);
  }

  @Override
  public String toString() {
    return "SealedStore(" + file.path() + ")";
  }

  /** What the file held when it was last read, and the vault that was. */
  private record Seen(byte[] bytes, SealedVault vault) {}
}
