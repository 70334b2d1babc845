package dev.keyway.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class ProgramTest {

  @Test
  void noCommand_isWrongUsage() {
    Cli run = Cli.run();

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("name a command", "keyway --help");
  }

  @Test
  void misspeltCommand_isToldWithTheNearest() {
    Cli run = Cli.run("chek");

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("chek").contains("check");
  }

  @ParameterizedTest
  @ValueSource(strings = {"serve", "check", "keys", "vault"})
  void help_isOnStandardOutput(String command) {
    Cli run = Cli.run(command, "--help");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith("Usage: keyway " + command);
    assertThat(run.err()).isEmpty();
  }

  @Test
  void version_namesProgramAndJava() {
    assertThat(Cli.run("--version").out()).startsWith("keyway ").contains("Java ");
    assertThat(Cli.run("keys", "list", "--version").out()).startsWith("keyway ");
  }

  @Test
  void completion_isAScript() {
    assertThat(Cli.run("generate-completion").out()).contains("complete ", "serve", "keyway");
  }

  @Test
  void aCommandThatIsNamed_isTheOnlyOneDescribed() {
    List<Object> all = List.of(new CheckCommand(), new KeysCommand());

    assertThat(Program.of(all, new String[] {"keys", "list"}).getSubcommands())
        .containsOnlyKeys("keys");
    assertThat(Program.of(all, new String[] {"help", "keys"}).getSubcommands())
        .containsKeys("check", "keys", "help");
    assertThat(Program.of(all, new String[0]).getSubcommands()).containsKeys("check", "keys");
  }

  @Test
  void mistakeOfOurs_showsNoMessageOfTheException() {
    StringWriter err = new StringWriter();
    CommandLine line = Program.of(List.of(new Broken())).setErr(new PrintWriter(err));

    assertThat(line.execute("broken")).isEqualTo(ExitCode.INTERNAL);
    assertThat(err.toString())
        .contains("a mistake in Keyway itself", "IllegalStateException", "ProgramTest")
        .doesNotContain("sk-canary");
  }

  @Command(name = "broken")
  static final class Broken implements Callable<Integer> {
    @Override
    public Integer call() {
      throw new IllegalStateException("sk-canary");
    }
  }
}
