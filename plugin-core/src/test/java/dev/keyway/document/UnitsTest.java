package dev.keyway.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitsTest {

  @ParameterizedTest
  @CsvSource({
    "90s, PT1M30S, 1m30s", "1m30s, PT1M30S, 1m30s", "500ms, PT0.5S, 500ms", "1.5h, PT1H30M, 1h30m",
    "0, PT0S, 0s", "2m, PT2M, 2m", "1h0m5s, PT1H5S, 1h5s", "250µs, PT0.00025S, 250000ns"
  })
  void durations(String text, Duration duration, String shown) {
    assertThat(Units.duration(text)).isEqualTo(duration);
    assertThat(Units.show(duration)).isEqualTo(shown);
    assertThat(Units.duration(shown)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "s", "5 s", "-5s", "5s ", "5x", "1h30", "999999999999h", "5sec"})
  void noDurations(String text) {
    assertThat(Units.duration(text)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "32MiB, 33554432",
    "64 KiB, 65536",
    "10MB, 10000000",
    "512B, 512",
    "1GiB, 1073741824"
  })
  void sizes(String text, long bytes) {
    assertThat(Units.size(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "32", "MiB", "-1B", "1.5MiB", "32mib", "9999999999B"})
  void noSizes(String text) {
    assertThat(Units.size(text)).isNull();
  }
}
