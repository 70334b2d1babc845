package dev.keyway.server.command;

import java.io.PrintWriter;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** Where a command prints: its result to standard output, all else to standard error. */
record Console(PrintWriter out, PrintWriter err) {

  static Console of(CommandSpec spec) {
    return new Console(spec.commandLine().getOut(), spec.commandLine().getErr());
  }

  void result(String line) {
    out.println(line);
    out.flush();
  }

  void say(String line) {
    err.println(line);
    err.flush();
  }

  /** Something an operator should not overlook. */
  void warn(String line) {
    say(styled("yellow", line));
  }

  /** With colour on a terminal only, and not where {@code NO_COLOR} is set. */
  static String styled(String style, String text) {
    if (!Ansi.AUTO.enabled()) {
      return text;
    }
    return Ansi.Style.on(Ansi.Style.parse(style)) + text + Ansi.Style.off(Ansi.Style.parse(style));
  }
}
