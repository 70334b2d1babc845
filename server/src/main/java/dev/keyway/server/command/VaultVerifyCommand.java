package dev.keyway.server.command;

import dev.keyway.secret.sealed.SealedVault;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells whether a vault is whole. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Open the vault, decrypt every secret, and say whether all is as Keyway wrote it; exit 1 when not. For copies too.")
final class VaultVerifyCommand implements Callable<Integer> {

  @Option(names = "--json", description = "Print a JSON object for scripts.")
  private boolean json;

  @Mixin private VaultOptions vault = new VaultOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public Integer call() throws CommandFailure {
    Console console = Console.of(spec);
    if (!json) {
      SealedVault opened = vault.open(spec);
      console.result(
          "%s is good: %s (%s)".formatted(vault.path(), secrets(opened), opened.guessing()));
      return ExitCode.FINE;
    }
    Map<String, Object> verdict = new LinkedHashMap<>();
    verdict.put("file", vault.path().toString());
    try {
      SealedVault opened = vault.open(spec);
      verdict.put("ok", true);
      verdict.put("secrets", opened.names().size());
    } catch (CommandFailure e) {
      verdict.put("ok", false);
      verdict.put("problem", String.valueOf(e.getMessage()));
    }
    console.result(VaultTable.text(verdict));
    return Boolean.TRUE.equals(verdict.get("ok")) ? ExitCode.FINE : ExitCode.PROBLEMS;
  }

  /** How many there are. */
  static String secrets(SealedVault opened) {
    int count = opened.names().size();
    return count == 1 ? "1 secret" : count + " secrets";
  }
}
