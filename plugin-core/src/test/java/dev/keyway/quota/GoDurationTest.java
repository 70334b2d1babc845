package dev.keyway.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoDurationTest {

  @ParameterizedTest
  @CsvSource({
    "0, PT0S",
    "0s, PT0S",
    "6m0s, PT6M",
    "12ms, PT0.012S",
    "2m59.56s, PT2M59.56S",
    "0.000000001s, PT0.000000001S",
    "0.1ns, PT0S",
    "1h1m1s1ms1us1ns, PT1H1M1.001001001S",
    "1µs, PT0.000001S",
    "1μs, PT0.000001S",
    "000000000000001.5h, PT1H30M",
    "400d, PT9600H",
  })
  void durations_areRead(String text, Duration meant) {
    assertThat(GoDuration.parse(text)).isEqualTo(meant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "s",
        "1",
        "1.s",
        ".5s",
        "1.5.5s",
        "1 s",
        "-1s",
        "1min",
        "1S",
        "1s ",
        "s1",
        "1s1",
        "٣s",
        "0000000000000001s",
        "1.0000000001s",
        "401d",
        "400d1ns",
        "999999999999999d",
        "400d400d400d400d400d400d400d400d400d400d400d400d400d400d400d400d"
      })
  void whatIsNone_orTooLong_isUnknown(String text) {
    assertThat(GoDuration.parse(text)).isNull();
  }
}
