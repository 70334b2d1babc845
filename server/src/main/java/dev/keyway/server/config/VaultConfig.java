package dev.keyway.server.config;

import java.nio.file.Path;

/** Where a vault's secrets lie. */
public sealed interface VaultConfig {

  /** In the environment of the process. */
  record Environment() implements VaultConfig {}

  /** In a folder, a file a secret; the folder need not be there. */
  record Folder(Path path) implements VaultConfig {}
}
