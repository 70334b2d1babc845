package dev.keyway.server.command;

import dev.keyway.document.Problem.Severity;
import dev.keyway.document.ProblemReport;
import dev.keyway.migration.MigrationReport;
import dev.keyway.policy.HostActions;
import dev.keyway.secret.EnvironmentStore;
import dev.keyway.server.config.ConfigReader;
import dev.keyway.server.config.PolicyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says all that is wrong with policies and configurations. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Say everything that is wrong with policies, and with keyway.yaml: file:line:column, what was expected, what was probably meant.",
      "Starts nothing and calls nobody. Exit code 1 when there is an error, 0 when there are only warnings."
    })
public final class CheckCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description =
          "Policies (YAML or JSON) or a daemon's configuration; a folder stands for its *.yaml.")
  private List<Path> files = new ArrayList<>();

  @Option(names = "--json", description = "Print one JSON object for scripts.")
  private boolean json;

  @Option(
      names = "--secrets",
      description =
          "Take a secret without a value for an error, as serve does; otherwise it is a warning.")
  private boolean secrets;

  @Option(
      names = "--ignore-host-actions",
      description =
          "Take what the host gateway does in a policy's place (restrict-ips, jwt-validation, …) for a warning;"
              + " it is not carried out here.")
  private boolean ignoreHostActions;

  @Option(
      names = "--schema",
      description = "Print the JSON Schema of a policy, for editors, and check nothing.")
  private boolean schema;

  @Option(
      names = "--report",
      description =
          "Print, as Markdown, what becomes of a policy that was written for another gateway: what"
              + " runs here, what the host gateway does, what means something else.")
  private boolean report;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public Integer call() throws CommandFailure {
    Console console = Console.of(spec);
    if (schema) {
      console.result(PolicySchema.text().stripTrailing());
      return ExitCode.FINE;
    }
    if (report) {
      return report(console);
    }
    if (files.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "Say what to check: name a file or folder.");
    }
    FileCheck check =
        new FileCheck(
            System::getenv,
            secrets ? Severity.ERROR : Severity.WARNING,
            ignoreHostActions ? HostActions.IGNORED : HostActions.REFUSED);
    for (Path file : files) {
      check(file, check);
    }
    List<ProblemReport> reports = check.reports();
    if (json) {
      console.result(ProblemReport.json(reports));
    } else {
      reports.forEach(report -> print(report, console));
    }
    return reports.stream().allMatch(ProblemReport::loads) ? ExitCode.FINE : ExitCode.PROBLEMS;
  }

  private int report(Console console) throws CommandFailure {
    if (files.size() != 1) {
      throw new ParameterException(spec.commandLine(), "Name the one policy to report on.");
    }
    Path file = files.getFirst();
    byte[] text = bytes(file);
    if (ConfigReader.isConfig(text)) {
      throw new ParameterException(
          spec.commandLine(), file + " is a configuration; --report is about one policy.");
    }
    MigrationReport made =
        MigrationReport.of(
            file.toString(),
            PolicyFile.of(file).name(),
            text,
            vault -> EnvironmentStore.forVault(vault, System::getenv));
    console.result(made.text().stripTrailing());
    return made.loads() ? ExitCode.FINE : ExitCode.PROBLEMS;
  }

  private static byte[] bytes(Path file) throws CommandFailure {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw unreadable(file);
    }
  }

  private static CommandFailure unreadable(Path file) {
    String why = Files.exists(file) ? " can't be read" : ": there is no such file";
    return new CommandFailure(ExitCode.PROBLEMS, file + why);
  }

  private static void check(Path file, FileCheck check) throws CommandFailure {
    try {
      if (Files.isDirectory(file)) {
        check.folder(file);
      } else {
        check.file(file);
      }
    } catch (IOException e) {
      throw unreadable(file);
    }
  }

  private static void print(ProblemReport report, Console console) {
    report
        .text()
        .lines()
        .forEach(line -> console.result(Console.styled(report.loads() ? "yellow" : "red", line)));
    if (report.problems().isEmpty()) {
      console.result(report.file() + ": ok");
    }
  }
}
