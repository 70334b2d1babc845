package dev.keyway.server.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Access keys: what clients of the daemon present. */
@Command(
    name = "keys",
    mixinStandardHelpOptions = true,
    description = {
      "Make, list and revoke access keys (kw-...): what clients present to this daemon, never a provider's key.",
      "The file holds only their hashes. A running daemon takes a change over within a second or two."
    },
    subcommands = {KeysCreateCommand.class, KeysListCommand.class, KeysRevokeCommand.class})
public final class KeysCommand implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do: create, list or revoke.");
  }
}
