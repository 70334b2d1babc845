package dev.keyway.server.command;

import dev.keyway.document.Nearest;
import dev.keyway.secret.sealed.SealedSecret;
import dev.keyway.secret.sealed.SealedVault;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what there is of a secret. */
@Command(
    name = "get",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Show a secret's version and fingerprint; its value only with --reveal.")
final class VaultGetCommand implements Callable<Integer> {

  @Parameters(paramLabel = "NAME", description = "The secret's name in the vault.")
  private String name = "";

  @Option(names = "--reveal", description = "Print the value itself, and nothing else.")
  private boolean reveal;

  @Option(names = "--json", description = "Print a JSON object for scripts; without the value.")
  private boolean json;

  @Mixin private VaultOptions vault = new VaultOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public Integer call() throws CommandFailure {
    if (reveal && json) {
      throw new ParameterException(
          spec.commandLine(), "--reveal and --json are one too many: JSON never holds the value.");
    }
    SealedVault opened = vault.open(spec);
    SealedSecret secret = opened.find(name).orElseThrow(() -> none(opened, name, vault));
    Console console = Console.of(spec);
    if (reveal) {
      console.result(opened.value(name).orElseThrow().reveal());
    } else if (json) {
      console.result(VaultTable.json(secret));
    } else {
      VaultTable.lines(List.of(secret)).forEach(console::result);
    }
    return ExitCode.FINE;
  }

  /** There is no secret of this name. */
  static CommandFailure none(SealedVault opened, String name, VaultOptions vault) {
    String nearest = Nearest.of(name, opened.names());
    return new CommandFailure(
        ExitCode.PROBLEMS,
        "%s has no secret of the name %s%s"
            .formatted(
                vault.path(), name, nearest == null ? "" : "; did you mean " + nearest + "?"));
  }
}
