package dev.keyway.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What is made in examples/kong is what the commands make; make.sh writes it. */
class KongExampleTest {

  private static final Path FOLDER = Path.of("../examples/kong");

  @Test
  void schema_isWhatTheCommandPrints() throws IOException {
    assertThat(Cli.run("kong", "schema").out())
        .as("examples/kong/keyway.json is old: run examples/kong/make.sh")
        .isEqualTo(Files.readString(FOLDER.resolve("keyway.json")));
  }

  @Test
  void configuration_isWhatTheCommandMakes_andItsConsumers() throws IOException {
    Cli made = Cli.run("kong", "config", "--config", FOLDER.resolve("keyway.yaml"));

    assertThat(made.exitCode()).as(made.err()).isEqualTo(ExitCode.FINE);
    assertThat(made.out() + Files.readString(FOLDER.resolve("consumers.yaml")))
        .as("examples/kong/kong.yml is old: run examples/kong/make.sh")
        .isEqualTo(Files.readString(FOLDER.resolve("kong.yml")));
  }
}
