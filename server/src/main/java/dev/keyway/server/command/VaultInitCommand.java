package dev.keyway.server.command;

import dev.keyway.secret.sealed.Passphrase;
import dev.keyway.secret.sealed.SealedVault;
import dev.keyway.secret.sealed.SealedVaultException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Makes a vault. */
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Make an empty vault, readable for you only.",
      "Without its passphrase nobody reads what is in it, you included."
    },
    footer = {
      "",
      "  openssl rand -base64 32 > passphrase && keyway vault init --passphrase-file passphrase"
    })
final class VaultInitCommand implements Callable<Integer> {

  @Mixin private VaultOptions vault = new VaultOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public Integer call() throws CommandFailure {
    try (Passphrase passphrase = vault.newPassphrase(spec)) {
      SealedVault made = vault.file().create(passphrase, empty -> empty);
      Console.of(spec)
          .say(
              "%s is made (%s); keep its passphrase, for nothing else opens it"
                  .formatted(vault.path(), made.guessing()));
      return ExitCode.FINE;
    } catch (SealedVaultException e) {
      throw VaultOptions.failure(e);
    }
  }
}
