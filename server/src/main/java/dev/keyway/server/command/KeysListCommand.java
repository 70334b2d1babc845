package dev.keyway.server.command;

import dev.keyway.access.AccessKeys;
import dev.keyway.access.AccessKeysReading;
import dev.keyway.document.ProblemReport;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists access keys. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description =
        "List access keys, revoked and expired ones too. The keys themselves are nowhere to be found.")
final class KeysListCommand implements Callable<Integer> {

  @Option(names = "--json", description = "Print a JSON array for scripts.")
  private boolean json;

  @Mixin private KeyFileOption file = new KeyFileOption();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public Integer call() throws CommandFailure {
    Console console = Console.of(spec);
    KeyTable table = new KeyTable(keys().list(), Instant.now());
    if (json) {
      console.result(table.json());
    } else if (table.keys().isEmpty()) {
      console.say(
          "no access keys in %s; make one with `keyway keys create NAME`".formatted(file.path()));
    } else {
      table.lines().forEach(console::result);
    }
    return ExitCode.FINE;
  }

  private AccessKeys keys() throws CommandFailure {
    return switch (file.with(keys -> keys.read())) {
      case AccessKeysReading.Loaded(AccessKeys keys) -> keys;
      case AccessKeysReading.Refused(var problems) ->
          throw new CommandFailure(
              ExitCode.PROBLEMS,
              "the file has problems\n"
                  + new ProblemReport(file.path().toString(), problems).text().stripTrailing());
    };
  }
}
