package dev.keyway.server.command;

import dev.keyway.secret.sealed.SealedSecret;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the secrets of a vault. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "List the secrets with their versions and fingerprints; never their values.")
final class VaultListCommand implements Callable<Integer> {

  @Option(names = "--json", description = "Print a JSON array for scripts.")
  private boolean json;

  @Mixin private VaultOptions vault = new VaultOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public Integer call() throws CommandFailure {
    List<SealedSecret> secrets = vault.open(spec).list();
    Console console = Console.of(spec);
    if (json) {
      console.result(VaultTable.json(secrets));
    } else if (secrets.isEmpty()) {
      console.say(
          "no secrets in %s; store one with `keyway vault set NAME`".formatted(vault.path()));
    } else {
      VaultTable.lines(secrets).forEach(console::result);
    }
    return ExitCode.FINE;
  }
}
