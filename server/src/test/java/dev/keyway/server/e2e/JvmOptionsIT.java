package dev.keyway.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.server.e2e.Child.Finished;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the environment says of the JVM's heap and collector stands above the launcher's choice. */
class JvmOptionsIT {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "JAVA_TOOL_OPTIONS, -XX:+UseG1GC",
    "JAVA_TOOL_OPTIONS, -Xmx48m",
    "JDK_JAVA_OPTIONS, -XX:+UseParallelGC",
    "KEYWAY_JAVA_OPTS, '-XX:+UseG1GC\n'",
    "KEYWAY_JAVA_OPTS, '-Dx=y\n-Xmx48m'",
  })
  void starts_whoeverChoseAnotherCollectorOrHeap(String variable, String options) {
    Finished version =
        KeywayCommand.in(folder)
            .with("KEYWAY_DIST", Checkout.distribution().toString())
            .with("KEYWAY_CACHE", "none")
            .with(variable, options)
            .run("--version");

    assertThat(version.exitCode()).as(version.toString()).isZero();
    assertThat(version.out()).startsWith("keyway ");
  }
}
