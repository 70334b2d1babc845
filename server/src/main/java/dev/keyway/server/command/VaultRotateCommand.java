package dev.keyway.server.command;

import dev.keyway.secret.sealed.Passphrase;
import dev.keyway.secret.sealed.SealedVaultException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Gives a vault another passphrase. */
@Command(
    name = "rotate-passphrase",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Put the vault under another passphrase. A running daemon goes on as it is; its next start needs the new one.",
      "Who has an older copy of the file and its passphrase can read what is stored later too: where that may be so,"
          + " `keyway vault export FILE` makes a vault with a key of its own, and keys should be changed at their providers."
    })
final class VaultRotateCommand implements Callable<Integer> {

  @Mixin private VaultOptions vault = new VaultOptions();

  @Mixin private NewPassphraseOptions fresh = new NewPassphraseOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public Integer call() throws CommandFailure {
    try (Passphrase old = vault.passphrase(spec);
        Passphrase next = fresh.read(spec, vault.path())) {
      vault.file().rotate(old, next);
    } catch (SealedVaultException e) {
      throw VaultOptions.failure(e);
    }
    Console.of(spec).say(vault.path() + " has another passphrase now");
    return ExitCode.FINE;
  }
}
