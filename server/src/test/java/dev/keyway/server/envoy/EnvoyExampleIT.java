package dev.keyway.server.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.server.command.EnvoyCommand;
import dev.keyway.server.gateway.GatewayExample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/**
 * examples/envoy without containers: its files, at other addresses, and a real Envoy with the
 * configuration that make.sh would make for them. try.sh prints what the example's README shows.
 */
class EnvoyExampleIT {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"relay", "native"})
  void tryScript_printsWhatTheReadmeShows(String form) throws Exception {
    try (GatewayExample example = GatewayExample.start("envoy", folder);
        RunningEnvoy envoy =
            RunningEnvoy.start(
                EnvoyBinary.NEWEST, folder, configuration(form, example), Map.of())) {

      assertThat(example.printed("ENVOY", envoy.url())).isEqualTo(example.shown());
    }
  }

  private String configuration(String form, GatewayExample example) throws IOException {
    Path made = folder.resolve("made.yaml");
    int exitCode =
        new CommandLine(new EnvoyCommand())
            .execute(
                "config",
                "--config=" + example.config(),
                "--form=" + form,
                "--listen=127.0.0.1:0",
                "--admin=127.0.0.1:0",
                "--relay=" + example.relay().getAuthority(),
                "--output=" + made);
    assertThat(exitCode).isZero();
    return Files.readString(made);
  }
}
