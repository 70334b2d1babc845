package dev.keyway.server.e2e;

import java.util.List;
import java.util.Map;

/** A shell that a test types to, as a person would. */
final class Terminal implements AutoCloseable {

  private static final String DONE = "--- done ";

  private final Child shell;
  private int typed;

  private Terminal(Child shell) {
    this.shell = shell;
  }

  /**
   * Opens one.
   *
   * @param where its folder and environment
   */
  static Terminal open(KeywayCommand where) {
    ProcessBuilder builder = new ProcessBuilder("sh").redirectErrorStream(true);
    Map<String, String> all = Map.copyOf(builder.environment());
    where.prepare(builder);
    // How this machine reaches the package index.
    all.forEach((name, value) -> {
      if (name.startsWith("PIP_") || name.endsWith("_proxy") || name.endsWith("_PROXY")) {
        builder.environment().put(name, value);
      }
    });
    return new Terminal(Child.interactive(builder));
  }

  /** Types commands, waits for their end, and gives what they printed. */
  Typed type(String commands) {
    int before = shell.out().size();
    String mark = DONE + ++typed + " ";
    shell.type("{\n" + commands + "\n} </dev/null\nprintf '\\n" + mark + "%s\\n' $?\n");
    String last = shell.out().await(line -> line.startsWith(mark));
    List<String> lines = shell.out().await(before + 1);
    return new Typed(
        Integer.parseInt(last.substring(mark.length())),
        String.join("\n", lines.subList(before, lines.indexOf(last))).strip());
  }

  /** Types commands that don't end, and gives the terminal's lines. */
  Lines leaveRunning(String commands) {
    shell.type("{\n" + commands + "\n} </dev/null\n");
    return shell.out();
  }

  @Override
  public void close() {
    shell.close();
  }

  /** What came of commands: the last one's exit code, and all that was printed. */
  record Typed(int exitCode, String text) {}
}
