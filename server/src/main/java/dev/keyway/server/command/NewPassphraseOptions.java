package dev.keyway.server.command;

import dev.keyway.secret.sealed.Passphrase;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What shall open a vault from now on. */
final class NewPassphraseOptions {

  @Option(
      names = "--new-passphrase-file",
      paramLabel = "FILE",
      description = "A file that holds the new passphrase. Asked for at the terminal by default.")
  private @Nullable Path passphraseFile;

  @Option(
      names = "--new-passphrase-fd",
      paramLabel = "N",
      description = "An open file descriptor to read it from.")
  private @Nullable Integer passphraseDescriptor;

  boolean isGiven() {
    return passphraseFile != null || passphraseDescriptor != null;
  }

  /** The new passphrase of this vault. */
  Passphrase read(CommandSpec spec, Path vault) throws CommandFailure {
    return new PassphraseInput(passphraseFile, passphraseDescriptor, "new-").readNew(spec, vault);
  }
}
