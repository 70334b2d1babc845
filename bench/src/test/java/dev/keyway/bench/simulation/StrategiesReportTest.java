package dev.keyway.bench.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The committed report is what a fresh run comes to. */
class StrategiesReportTest {

  private static final Path FILE = Path.of("results/strategies.md");

  @Test
  void report_isFresh() throws IOException {
    String fresh = Report.write();
    if (System.getProperty("keyway.refresh") != null) {
      Files.writeString(FILE, fresh);
    }
    assertThat(Files.exists(FILE) ? Files.readString(FILE) : "")
        .as(
            "bench/%s is not what the simulation comes to now. If the change was meant, write it anew"
                + " and look at the difference: ./mvnw test -pl bench -am -Dtest=StrategiesReportTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false -Dkeyway.refresh",
            FILE)
        .isEqualTo(fresh);
  }
}
