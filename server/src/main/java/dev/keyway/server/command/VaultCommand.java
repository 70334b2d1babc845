package dev.keyway.server.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The sealed vault: providers' keys in one encrypted file. */
@Command(
    name = "vault",
    mixinStandardHelpOptions = true,
    description = {
      "Keep providers' keys in one encrypted file, for vaults: {default: {type: sealed, ...}} in keyway.yaml.",
      "Neither a key nor a passphrase is ever an argument: they are typed, or come from standard input, a file or a"
          + " file descriptor. A running daemon takes a change over within a second or two."
    },
    subcommands = {
      VaultInitCommand.class,
      VaultSetCommand.class,
      VaultGetCommand.class,
      VaultListCommand.class,
      VaultRemoveCommand.class,
      VaultRotateCommand.class,
      VaultImportCommand.class,
      VaultExportCommand.class,
      VaultVerifyCommand.class
    })
public final class VaultCommand implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "Say what to do: init, set, get, list, remove, rotate-passphrase, import, export or verify.");
  }
}
