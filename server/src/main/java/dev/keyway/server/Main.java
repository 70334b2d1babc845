package dev.keyway.server;

import dev.keyway.server.command.ApisixCommand;
import dev.keyway.server.command.CheckCommand;
import dev.keyway.server.command.EnvoyCommand;
import dev.keyway.server.command.ExplainCommand;
import dev.keyway.server.command.KeysCommand;
import dev.keyway.server.command.KongCommand;
import dev.keyway.server.command.PlainServe;
import dev.keyway.server.command.Program;
import dev.keyway.server.command.ServeCommand;
import dev.keyway.server.command.VaultCommand;
import dev.keyway.server.demo.DemoCommand;
import dev.keyway.server.warm.WarmCommand;
import java.util.List;

/** The program's entry: what {@code ./keyway} starts. */
public final class Main {

  private Main() {}

  /** Runs the command that the arguments name. */
  public static void main(String[] args) {
    Integer served = PlainServe.run(args);
    System.exit(served != null ? served : Program.of(commands(), args).execute(args));
  }

  /** Every command there is. */
  static List<Object> commands() {
    return List.of(
        new ServeCommand(),
        new CheckCommand(),
        new ExplainCommand(),
        new KeysCommand(),
        new VaultCommand(),
        new EnvoyCommand(),
        new KongCommand(),
        new ApisixCommand(),
        new DemoCommand(),
        new WarmCommand());
  }
}
