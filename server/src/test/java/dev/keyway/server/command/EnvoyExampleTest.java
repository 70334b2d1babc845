package dev.keyway.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Envoy's configurations in examples/ are those that the command makes; make.sh writes them. */
class EnvoyExampleTest {

  private static final Path FOLDER = Path.of("../examples/envoy");

  @ParameterizedTest
  @ValueSource(strings = {"relay", "native"})
  void configuration_isWhatTheCommandMakes(String form) throws IOException {
    Cli made =
        Cli.run(
            "envoy",
            "config",
            "--config",
            FOLDER.resolve("keyway.yaml"),
            "--form",
            form,
            "--listen",
            "0.0.0.0:10000");

    assertThat(made.exitCode()).as(made.err()).isEqualTo(ExitCode.FINE);
    assertThat(made.out())
        .as("examples/envoy/envoy-%s.yaml is old: run examples/envoy/make.sh", form)
        .isEqualTo(Files.readString(FOLDER.resolve("envoy-" + form + ".yaml")));
  }
}
