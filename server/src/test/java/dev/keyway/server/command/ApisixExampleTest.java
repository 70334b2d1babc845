package dev.keyway.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What is made in examples/apisix is what the command makes; make.sh writes it. */
class ApisixExampleTest {

  private static final Path FOLDER = Path.of("../examples/apisix");
  private static final String MARK = "#END\n";

  @Test
  void configuration_isWhatTheCommandMakes_andItsConsumers() throws IOException {
    Cli made =
        Cli.run(
            "apisix", "route", "--config", FOLDER.resolve("keyway.yaml"), "--format", "standalone");

    assertThat(made.exitCode()).as(made.err()).isEqualTo(ExitCode.FINE);
    String consumers = Files.readString(FOLDER.resolve("consumers.yaml"));
    assertThat(made.out().replace(MARK, consumers + MARK))
        .as("examples/apisix/apisix.yaml is old: run examples/apisix/make.sh")
        .isEqualTo(Files.readString(FOLDER.resolve("apisix.yaml")));
  }

  /** APISIX asks where the daemon listens. */
  @Test
  void socket_isTheDaemons() throws IOException {
    assertThat(Files.readString(FOLDER.resolve("config.yaml")))
        .contains("path_for_test: /run/keyway/apisix.sock\n");
    assertThat(Files.readString(FOLDER.resolve("keyway.yaml")))
        .contains("socket: /run/keyway/apisix.sock}");
  }
}
