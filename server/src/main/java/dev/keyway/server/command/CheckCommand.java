package dev.keyway.server.command;

import dev.keyway.document.Problem.Severity;
import dev.keyway.document.ProblemReport;
import dev.keyway.policy.HostActions;
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

  private static void check(Path file, FileCheck check) throws CommandFailure {
    try {
      if (Files.isDirectory(file)) {
        check.folder(file);
      } else {
        check.file(file);
      }
    } catch (IOException e) {
      String why = Files.exists(file) ? " can't be read" : ": there is no such file";
      throw new CommandFailure(ExitCode.PROBLEMS, file + why);
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
