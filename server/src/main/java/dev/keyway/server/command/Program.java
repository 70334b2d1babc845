package dev.keyway.server.command;

import java.io.PrintWriter;
import java.util.List;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line: its commands, and what becomes of their failures. */
public final class Program {

  private Program() {}

  /**
   * The command line for these arguments. Where they begin with a command it knows that one only:
   * describing all of them, by reflection, takes a third of the time that a start takes.
   */
  public static CommandLine of(List<Object> commands, String[] arguments) {
    String first = arguments.length == 0 ? "" : arguments[0];
    return commands.stream()
        .filter(command -> name(command).equals(first))
        .findFirst()
        .map(command -> handled(new CommandLine(new Top()).addSubcommand(command)))
        .orElseGet(() -> of(commands));
  }

  /** The command line with all commands. */
  static CommandLine of(List<Object> commands) {
    CommandLine line = new CommandLine(new Top());
    commands.forEach(line::addSubcommand);
    line.addSubcommand(completion());
    line.addSubcommand(new CommandLine.HelpCommand());
    return handled(line);
  }

  private static String name(Object command) {
    return command.getClass().getAnnotation(Command.class).name();
  }

  private static CommandLine handled(CommandLine line) {
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> Failures.tell(failure, command.getErr()));
    line.setParameterExceptionHandler((wrong, arguments) -> misuse(wrong));
    line.setUsageHelpAutoWidth(true);
    line.setExpandAtFiles(false);
    haveVersion(line);
    return line;
  }

  private static void haveVersion(CommandLine line) {
    line.getCommandSpec().versionProvider(new Version());
    line.getSubcommands().values().forEach(Program::haveVersion);
  }

  /**
   * What is wrong, the nearest names, and where help is: a page of help would hide the first line.
   */
  private static int misuse(ParameterException wrong) {
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = command.getErr();
    String name = command.getCommandSpec().qualifiedName();
    err.println(Console.styled("red", name + ": " + wrong.getMessage()));
    CommandLine.UnmatchedArgumentException.printSuggestions(wrong, err);
    err.println("`%s --help` says what it takes.".formatted(name));
    err.flush();
    return ExitCode.USAGE;
  }

  private static CommandLine completion() {
    CommandLine completion = new CommandLine(new GenerateCompletion());
    completion
        .getCommandSpec()
        .usageMessage()
        .description(
            "Print a completion script for bash and zsh: source <(keyway generate-completion)");
    return completion;
  }

  /** What stands before any command. */
  @Command(
      name = "keyway",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      synopsisSubcommandLabel = "COMMAND",
      description =
          "Bring your own keys: decides which provider, model and key serve a request to a language"
              + " model.",
      footer = {
        "",
        "To begin:  keyway check policy.yaml      what is wrong with a policy",
        "           keyway explain policy.yaml --request request.json",
        "                                         what would become of a request",
        "           keyway keys create alice      an access key for a client",
        "           keyway vault init             providers' keys in one encrypted file",
        "           keyway serve policy.yaml      listen on 127.0.0.1:8700",
        "",
        "Exit codes: 0 fine, 1 problems in what was given, 2 wrong usage, 3 could not start, 4"
            + " internal."
      })
  static final class Top implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
      throw new ParameterException(spec.commandLine(), "Say what to do: name a command.");
    }
  }

  /** As the build wrote it into the jar. */
  static final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
      String version = Program.class.getPackage().getImplementationVersion();
      return new String[] {
        "keyway " + (version == null ? "(development)" : version),
        "Java " + Runtime.version() + ", " + System.getProperty("os.name")
      };
    }
  }
}
