package dev.keyway.server.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is to be done for Envoy. */
@Command(
    name = "envoy",
    mixinStandardHelpOptions = true,
    description = "Put Keyway behind an Envoy: print the configuration that Envoy needs.",
    subcommands = EnvoyConfigCommand.class)
public final class EnvoyCommand implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do: config.");
  }
}
