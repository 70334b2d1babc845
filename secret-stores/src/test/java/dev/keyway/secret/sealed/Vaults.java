package dev.keyway.secret.sealed;

import dev.keyway.document.Disk;
import dev.keyway.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;

/** Vaults whose keys are derived in no time: tests open thousands. */
final class Vaults {

  static final Instant NOW = Instant.parse("2026-11-26T09:00:00Z");
  static final String PASSPHRASE = "canary horse battery";

  static final Argon2Cost.Limits QUICK =
      new Argon2Cost.Limits(
          new Argon2Cost(8, 1, 1), new Argon2Cost(8, 1, 1), new Argon2Cost(64, 4, 2));

  private Vaults() {}

  static SealedVaultFile file(Path path) {
    return file(path, Disk.REAL);
  }

  static SealedVaultFile file(Path path, Disk disk) {
    return new SealedVaultFile(path, QUICK, disk);
  }

  static Passphrase passphrase() {
    return passphrase(PASSPHRASE);
  }

  static Passphrase passphrase(String text) {
    return Passphrase.ofFile(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Makes a vault with these names and values. */
  static SealedVaultFile made(Path path, String... namesAndValues) throws SealedVaultException {
    SealedVaultFile file = file(path);
    file.create(passphrase(), vault -> with(vault, namesAndValues));
    return file;
  }

  static SealedVault with(SealedVault vault, String... namesAndValues) {
    SealedVault filled = vault;
    for (int i = 0; i < namesAndValues.length; i += 2) {
      filled = filled.with(namesAndValues[i], Secret.of(namesAndValues[i + 1]), NOW);
    }
    return filled;
  }

  static void set(SealedVaultFile file, String name, String value) throws SealedVaultException {
    file.change(passphrase(), vault -> with(vault, name, value));
  }
}
