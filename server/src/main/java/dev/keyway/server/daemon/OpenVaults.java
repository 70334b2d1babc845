package dev.keyway.server.daemon;

import dev.keyway.document.FileStamp;
import dev.keyway.secret.SecretResolver;
import dev.keyway.secret.SecretStore;
import dev.keyway.secret.SecretUnavailableException;
import dev.keyway.server.config.VaultConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The vaults of a daemon. To open a sealed one takes tenths of a second by design, and a passphrase
 * that perhaps can be read once: so each is opened once, and one that could not be opened is tried
 * again when its file or that of its passphrase is another one. Used by one thread at a time.
 */
final class OpenVaults {

  private static final int STEPS_OF_SHRINKING = 4;

  private final Function<String, @Nullable String> environment;
  private final Map<VaultConfig.Sealed, SecretStore> opened = new HashMap<>();
  private final Map<VaultConfig.Sealed, Failure> failed = new HashMap<>();

  /** Whether the daemon has been given vaults before. */
  private boolean started;

  /**
   * @param environment a variable's value by its name, or null
   */
  OpenVaults(Function<String, @Nullable String> environment) {
    this.environment = environment;
  }

  /**
   * What finds the secrets of these vaults.
   *
   * @param vaults by name; none: each lies in the environment, under its own prefix
   * @throws StartException when a sealed one can't be opened; the message says which, and what to
   *     do
   */
  SecretResolver open(Map<String, VaultConfig> vaults) throws StartException {
    Map<String, SecretStore> stores = new HashMap<>();
    for (var vault : vaults.entrySet()) {
      String name = vault.getKey();
      stores.put(
          name, Vaults.store(name, vault.getValue(), environment, sealed -> open(name, sealed)));
    }
    if (!started && !opened.isEmpty()) {
      giveBackMemory();
    }
    started = true;
    return Vaults.resolver(stores, environment);
  }

  /**
   * The serial collector shrinks a heap in steps, of which the fourth is a whole one. Only at the
   * start: it stops everything, for some hundredths of a second.
   */
  private static void giveBackMemory() {
    for (int step = 0; step < STEPS_OF_SHRINKING; step++) {
      System.gc();
    }
  }

  private SecretStore open(String name, VaultConfig.Sealed vault) throws StartException {
    SecretStore known = opened.get(vault);
    if (known != null) {
      return known;
    }
    Failure before = failed.get(vault);
    Stamps stamps = Stamps.of(vault);
    if (before != null && before.stamps().equals(stamps)) {
      throw before.told(name);
    }
    try {
      SecretStore store = opened(vault);
      opened.put(vault, store);
      return store;
    } catch (SecretUnavailableException e) {
      Failure failure = new Failure(stamps, String.valueOf(e.getMessage()));
      failed.put(vault, failure);
      throw failure.told(name);
    }
  }

  private SecretStore opened(VaultConfig.Sealed vault) throws SecretUnavailableException {
    if (started && vault.passphraseFile() == null) {
      // The descriptor is something else by now, or holds whoever reads it up for ever.
      throw new SecretUnavailableException(
          "the sealed vault %s takes its passphrase from a file descriptor, which is read at the start alone: restart keyway"
              .formatted(vault.path()));
    }
    return Unsealing.open(vault);
  }

  /** Why a vault could not be opened, and by what to know that it is worth another try. */
  private record Failure(Stamps stamps, String reason) {

    StartException told(String name) {
      return StartException.impossible("vault " + name + ": " + reason);
    }
  }

  private record Stamps(FileStamp vault, @Nullable FileStamp passphrase) {

    static Stamps of(VaultConfig.Sealed vault) {
      Path file = vault.passphraseFile();
      return new Stamps(FileStamp.of(vault.path()), file == null ? null : FileStamp.of(file));
    }
  }
}
