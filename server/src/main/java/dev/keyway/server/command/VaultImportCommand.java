package dev.keyway.server.command;

import dev.keyway.document.Problem;
import dev.keyway.document.ProblemReport;
import dev.keyway.secret.Secret;
import dev.keyway.secret.sealed.SealedVault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Stores many secrets at once. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Store all secrets of a file, or none: every problem is told at once.",
      "Lines NAME=VALUE, or JSON: {\"openai/primary-key\": \"...\"} or {\"openai\": {\"primary-key\": \"...\"}}."
    })
final class VaultImportCommand implements Callable<Integer> {

  private static final int MOST_BYTES = 1 << 20;

  @Parameters(paramLabel = "FILE", description = "The file; - is standard input.")
  private Path from = Path.of("-");

  @Option(
      names = "--replace",
      description = "Replace values that are other ones in the vault. Else those are problems.")
  private boolean replace;

  @Mixin private VaultOptions vault = new VaultOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public Integer call() throws CommandFailure {
    if (isInput() && vault.takesInput()) {
      throw new ParameterException(
          spec.commandLine(),
          "--passphrase-fd 0 leaves no input for the secrets; use another descriptor.");
    }
    ImportedSecrets secrets = ImportedSecrets.read(text());
    refuse(secrets.problems());
    List<Problem> conflicts = new ArrayList<>();
    SealedVault after =
        vault.change(
            spec,
            now -> {
              if (!replace) {
                conflicts.addAll(conflicts(secrets, now));
              }
              return conflicts.isEmpty() ? with(secrets, now) : now;
            });
    refuse(conflicts);
    Console.of(spec)
        .say(
            "%d of %s come from %s; take that away, for it holds them in the clear"
                .formatted(secrets.values().size(), VaultVerifyCommand.secrets(after), source()));
    return ExitCode.FINE;
  }

  private static SealedVault with(ImportedSecrets secrets, SealedVault now) {
    SealedVault filled = now;
    Instant time = Instant.now();
    for (var secret : secrets.values().entrySet()) {
      filled = filled.with(secret.getKey(), secret.getValue().value(), time);
    }
    return filled;
  }

  private static List<Problem> conflicts(ImportedSecrets secrets, SealedVault now) {
    List<Problem> conflicts = new ArrayList<>();
    secrets
        .values()
        .forEach((name, read) -> {
          Optional<Secret> there = now.value(name);
          if (there.isPresent() && !there.get().equals(read.value())) {
            conflicts.add(
                read.problem(name, "has another value in the vault; --replace replaces it"));
          }
        });
    return conflicts;
  }

  private void refuse(List<Problem> problems) throws CommandFailure {
    if (!problems.isEmpty()) {
      throw new CommandFailure(
          ExitCode.PROBLEMS,
          "nothing was stored\n" + new ProblemReport(source(), problems).text().stripTrailing());
    }
  }

  private String text() throws CommandFailure {
    if (isInput()) {
      return TypedInput.text(System.in, MOST_BYTES);
    }
    try (InputStream file = Files.newInputStream(from)) {
      return TypedInput.text(file, MOST_BYTES);
    } catch (IOException e) {
      String why = Files.exists(from) ? " can't be read" : ": there is no such file";
      throw new CommandFailure(ExitCode.PROBLEMS, from + why);
    }
  }

  private boolean isInput() {
    return from.toString().equals("-");
  }

  private String source() {
    return isInput() ? "standard input" : from.toString();
  }
}
