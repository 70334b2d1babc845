package dev.keyway.server.command;

import dev.keyway.secret.sealed.Passphrase;
import dev.keyway.secret.sealed.SealedVault;
import dev.keyway.secret.sealed.SealedVaultException;
import dev.keyway.secret.sealed.SealedVaultFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes all secrets elsewhere. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Make another vault of all secrets, with a passphrase and a key of its own; or, with --plain, print them in the"
          + " clear, as JSON that `keyway vault import` takes."
    })
final class VaultExportCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description = "The vault to make; it must not be there yet.")
  private @Nullable Path target;

  @Option(names = "--plain", description = "Print names and values to standard output.")
  private boolean plain;

  @Mixin private VaultOptions vault = new VaultOptions();

  @Mixin private NewPassphraseOptions fresh = new NewPassphraseOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public Integer call() throws CommandFailure {
    if (plain == (target != null) || (plain && fresh.isGiven())) {
      throw new ParameterException(
          spec.commandLine(),
          "Say where to: FILE makes another vault under a new passphrase, --plain prints all values in the clear.");
    }
    SealedVault opened = vault.open(spec);
    if (target == null) {
      print(opened);
    } else {
      seal(opened, target);
    }
    return ExitCode.FINE;
  }

  private void print(SealedVault opened) {
    Map<String, String> values = new LinkedHashMap<>();
    opened.names().forEach(name -> values.put(name, opened.value(name).orElseThrow().reveal()));
    Console console = Console.of(spec);
    console.warn("warning: what follows are the secrets themselves");
    console.result(VaultTable.text(values));
  }

  private void seal(SealedVault opened, Path file) throws CommandFailure {
    try (Passphrase passphrase = fresh.read(spec, file)) {
      new SealedVaultFile(file).create(passphrase, empty -> empty.withAllOf(opened));
    } catch (SealedVaultException e) {
      throw VaultOptions.failure(e);
    }
    Console.of(spec).say("%s is made, with %s".formatted(file, VaultVerifyCommand.secrets(opened)));
  }
}
