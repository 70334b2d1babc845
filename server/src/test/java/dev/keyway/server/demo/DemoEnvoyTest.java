package dev.keyway.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoEnvoyTest {

  @TempDir private Path folder;
  private Path named;
  private Path older;
  private Path newer;
  private Path onPath;

  @BeforeEach
  void write() throws IOException {
    named = program("named/envoy");
    older = program("checkout/target/envoy/1.36.2/envoy");
    newer = program("checkout/target/envoy/1.40.0/envoy");
    onPath = program("bin/envoy");
  }

  @Test
  void find_prefersWhatIsNamed_thenWhatWasFetched_thenThePath() throws IOException {
    Map<String, String> all =
        Map.of("KEYWAY_ENVOY", named.toString(), "PATH", "/nowhere:" + onPath.getParent());
    Map<String, String> path = Map.of("PATH", "/nowhere:" + onPath.getParent());

    assertThat(find(all)).isEqualTo(named);
    assertThat(find(path)).isEqualTo(newer);
    Files.delete(newer);
    assertThat(find(path)).isEqualTo(older);
    Files.delete(older);
    assertThat(find(path)).isEqualTo(onPath);
  }

  @Test
  void find_takesNothingThatCantBeRun() throws IOException {
    Files.setPosixFilePermissions(newer, PosixFilePermissions.fromString("rw-------"));
    Files.delete(older);

    assertThat(DemoEnvoy.find(Map.of("PATH", "")::get, folder.resolve("checkout"))).isEmpty();
  }

  private Path find(Map<String, String> environment) {
    return DemoEnvoy.find(environment::get, folder.resolve("checkout")).orElseThrow().program();
  }

  private Path program(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }
}
