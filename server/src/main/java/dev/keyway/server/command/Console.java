package dev.keyway.server.command;

import java.io.PrintStream;
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

  /** What the program itself prints to. */
  static Console ofProcess() {
    return new Console(writer(System.out), writer(System.err));
  }

  private static PrintWriter writer(PrintStream to) {
    return new PrintWriter(to, true, to.charset());
  }

  /** With colour on a terminal only, and not where {@code NO_COLOR} is set. */
  static String styled(String style, String text) {
    if (plain() || !Ansi.AUTO.enabled()) {
      return text;
    }
    return Ansi.Style.on(Ansi.Style.parse(style)) + text + Ansi.Style.off(Ansi.Style.parse(style));
  }

  /**
   * Whether there is no terminal and nobody asks for colour all the same. The library would say so
   * too, but a daemon's start need not wait for it to be loaded.
   */
  private static boolean plain() {
    return !StopSignal.isAtTerminal()
        && System.getenv("CLICOLOR_FORCE") == null
        && System.getProperty("picocli.ansi") == null;
  }
}
