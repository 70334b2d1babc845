package dev.keyway.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What keeps {@code serve} from starting; what it does when it runs needs a process of its own. */
class ServeCommandTest {

  @TempDir private Path folder;
  private Path policy;

  @BeforeEach
  void writePolicy() throws IOException {
    policy = file("chat.yaml", "providers: []\n");
  }

  @Test
  void nothingGiven_isWrongUsage() {
    Cli serve = Cli.run("serve");

    assertThat(serve.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(serve.err())
        .startsWith(
            "keyway serve: Give a policy (keyway serve policy.yaml) or --config keyway.yaml.");
  }

  @ParameterizedTest
  @CsvSource({
    "--listen, 8700, HOST:PORT",
    "--admin, nowhere, HOST:PORT",
    "--require, all, none",
    "--provider-url, openai, ID=URL",
    "--provider-url, openai=ftp://h, http://",
    "--provider-url, openai=http://me:pw@h, password",
    "--listne, 127.0.0.1:0, --listen"
  })
  void wrongOption_isToldWithWhatIsExpected(String option, String value, String expected) {
    Cli serve = Cli.run("serve", policy, option, value);

    assertThat(serve.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(serve.err()).contains(expected).contains("`keyway serve --help`");
  }

  @Test
  void policyWithProblems_endsWithThem() throws IOException {
    policy = file("wrong.yaml", "providres: []\n");

    Cli serve = serve();

    assertThat(serve.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(serve.err())
        .isEqualTo(
            "keyway: could not start\n"
                + policy
                + ":1:1: error: providres: unknown field (did you mean \"providers\"?)\n");
    assertThat(serve.out()).isEmpty();
  }

  @Test
  void policyThatIsNotThere_isNamed() {
    policy = folder.resolve("none.yaml");

    assertThat(serve().err()).contains(policy + ": error: there is no such file");
  }

  @Test
  void configurationWithProblems_endsWithThem() throws IOException {
    Path config = file("keyway.yaml", "policies: {chat: chat.yaml}\nlimit: {}\n");

    Cli serve = Cli.run("serve", "--config", config);

    assertThat(serve.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(serve.err()).contains(config + ":2:1: error: limit: unknown field");
  }

  @Test
  void configurationThatIsNotThere_isNamed() {
    Cli serve = Cli.run("serve", "--config", folder.resolve("none.yaml"));

    assertThat(serve.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(serve.err()).contains(folder + "/none.yaml can't be read");
  }

  @Test
  void secretsWithoutValue_areAllNamed() throws IOException {
    policy =
        file(
            "chat.yaml",
            """
            providers:
              - id: openai
                api_keys:
                  - value: ${secrets.get('keyway-test', 'one')}
                  - value: ${secrets.get('keyway-test', 'two')}
            """);

    Cli serve = serve();

    assertThat(serve.exitCode()).isEqualTo(ExitCode.NOT_STARTED);
    assertThat(serve.err()).contains("KEYWAY_TEST_ONE", "KEYWAY_TEST_TWO");
  }

  @Test
  void addressInUse_isNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + taken.getLocalPort();

      Cli serve = Cli.run("serve", policy, "--listen", address, "--admin", "none");

      assertThat(serve.exitCode()).isEqualTo(ExitCode.NOT_STARTED);
      assertThat(serve.err()).contains(address + " is in use").contains("--listen");
    }
  }

  @Test
  void providerNobodyKnows_isToldWithTheNearest() {
    Cli serve =
        Cli.run("serve", policy, "--admin", "none", "--provider-url", "opnai=http://127.0.0.1:1");

    assertThat(serve.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(serve.err())
        .contains("--provider-url: error: there is no provider opnai")
        .contains("(did you mean \"openai\"?)");
  }

  private Cli serve() {
    return Cli.run("serve", policy, "--listen", "127.0.0.1:0", "--admin", "none");
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
