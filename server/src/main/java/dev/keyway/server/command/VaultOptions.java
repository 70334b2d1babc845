package dev.keyway.server.command;

import dev.keyway.secret.sealed.Passphrase;
import dev.keyway.secret.sealed.SealedVault;
import dev.keyway.secret.sealed.SealedVaultException;
import dev.keyway.secret.sealed.SealedVaultFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Which vault, and what opens it. */
final class VaultOptions {

  @Option(
      names = "--file",
      paramLabel = "FILE",
      defaultValue = "keyway.vault",
      description = "The vault's file; ${DEFAULT-VALUE} by default.")
  private Path path = Path.of("keyway.vault");

  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      description =
          "A file that holds the vault's passphrase. Asked for at the terminal by default.")
  private @Nullable Path passphraseFile;

  @Option(
      names = "--passphrase-fd",
      paramLabel = "N",
      description = "An open file descriptor to read it from: --passphrase-fd 3 3<FILE")
  private @Nullable Integer passphraseDescriptor;

  Path path() {
    return path;
  }

  SealedVaultFile file() {
    return new SealedVaultFile(path);
  }

  /** Whether standard input is the passphrase's. */
  boolean takesInput() {
    return passphraseDescriptor != null && passphraseDescriptor == 0;
  }

  /** The passphrase that opens the vault. */
  Passphrase passphrase(CommandSpec spec) throws CommandFailure {
    return source().read(spec, "Passphrase of " + path);
  }

  /** The passphrase of a vault that is to be made. */
  Passphrase newPassphrase(CommandSpec spec) throws CommandFailure {
    return source().readNew(spec, path);
  }

  private PassphraseInput source() {
    return new PassphraseInput(passphraseFile, passphraseDescriptor, "");
  }

  /** The vault, opened. */
  SealedVault open(CommandSpec spec) throws CommandFailure {
    try (Passphrase passphrase = passphrase(spec)) {
      return file().open(passphrase);
    } catch (SealedVaultException e) {
      throw failure(e);
    }
  }

  /** The vault as it is after a change, which is written. */
  SealedVault change(CommandSpec spec, SealedVaultFile.Change change) throws CommandFailure {
    try (Passphrase passphrase = passphrase(spec)) {
      return file().change(passphrase, change);
    } catch (SealedVaultException e) {
      throw failure(e);
    }
  }

  static CommandFailure failure(SealedVaultException why) {
    return new CommandFailure(ExitCode.PROBLEMS, String.valueOf(why.getMessage()));
  }
}
