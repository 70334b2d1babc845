package dev.keyway.server.config;

import dev.keyway.secret.sealed.PassphraseSource;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where a vault's secrets lie. */
public sealed interface VaultConfig {

  /** In the environment of the process. */
  record Environment() implements VaultConfig {}

  /** In a folder, a file a secret; the folder need not be there. */
  record Folder(Path path) implements VaultConfig {}

  /** In one encrypted file, and where the passphrase comes from that opens it. */
  record Sealed(Path path, PassphraseSource passphrase) implements VaultConfig {

    /** The file that holds its passphrase, or null: that comes from elsewhere. */
    public @Nullable Path passphraseFile() {
      return passphrase instanceof PassphraseSource.InFile(Path file) ? file : null;
    }
  }
}
