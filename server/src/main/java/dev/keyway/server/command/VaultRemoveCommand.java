package dev.keyway.server.command;

import dev.keyway.secret.sealed.SealedVault;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes a secret out of a vault. */
@Command(
    name = "remove",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Take a secret out of the vault. A daemon that uses it goes on with the value it has, and says so.",
      "Copies of the file still hold it: take a key back at its provider too."
    })
final class VaultRemoveCommand implements Callable<Integer> {

  @Parameters(paramLabel = "NAME", description = "The secret's name in the vault.")
  private String name = "";

  @Mixin private VaultOptions vault = new VaultOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public Integer call() throws CommandFailure {
    AtomicReference<SealedVault> before = new AtomicReference<>();
    SealedVault after =
        vault.change(
            spec,
            now -> {
              before.set(now);
              return now.without(name);
            });
    if (after == before.get()) {
      throw VaultGetCommand.none(after, name, vault);
    }
    Console.of(spec).say("%s is removed from %s".formatted(name, vault.path()));
    return ExitCode.FINE;
  }
}
