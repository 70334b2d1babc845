package dev.keyway.server.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import picocli.CommandLine;

/** Runs a command in this process and keeps what it printed. */
record Cli(int exitCode, String out, String err) {

  static Cli run(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line =
        Program.of(
                List.of(
                    new ServeCommand(),
                    new CheckCommand(),
                    new ExplainCommand(),
                    new KeysCommand(),
                    new VaultCommand(),
                    new EnvoyCommand(),
                    new KongCommand(),
                    new ApisixCommand()))
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err));
    String[] texts = java.util.Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new);
    int exitCode = line.execute(texts);
    return new Cli(exitCode, out.toString(), err.toString());
  }
}
