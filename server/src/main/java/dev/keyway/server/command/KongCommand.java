package dev.keyway.server.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is to be done for Kong. */
@Command(
    name = "kong",
    mixinStandardHelpOptions = true,
    description =
        "Put Keyway behind a Kong: print what tells Kong of the plugin, and the configuration that Kong needs.",
    subcommands = {KongSchemaCommand.class, KongConfigCommand.class})
public final class KongCommand implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do: schema or config.");
  }
}
