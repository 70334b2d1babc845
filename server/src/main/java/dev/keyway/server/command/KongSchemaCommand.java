package dev.keyway.server.command;

import dev.keyway.kong.config.PluginQuery;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what tells Kong of the plugin. */
@Command(
    name = "schema",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Print the plugin's name, priority, phases and the schema of its configuration, as JSON that Kong reads when it starts.",
      "The same for each start of one version of Keyway: keep it in a file where Kong runs, which needs no Java."
    },
    footer = {
      "",
      "  keyway kong schema --output keyway.json",
      "  pluginserver_keywayd_query_cmd = cat /etc/kong/keyway.json      # in kong.conf",
      "",
      "docs/kong.md says what else Kong needs."
    })
final class KongSchemaCommand implements Callable<Integer> {

  @Mixin private final OutputOption output = new OutputOption();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public Integer call() throws CommandFailure {
    output.write(PluginQuery.json(), Console.of(spec));
    return ExitCode.FINE;
  }
}
