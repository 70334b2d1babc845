package dev.keyway.server.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is to be done for APISIX. */
@Command(
    name = "apisix",
    mixinStandardHelpOptions = true,
    description = "Put Keyway behind an APISIX: print the routes that APISIX needs.",
    subcommands = ApisixRouteCommand.class)
public final class ApisixCommand implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do: route.");
  }
}
