package dev.keyway.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostAndPortTest {

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:8700, 127.0.0.1, 8700",
    "localhost:0, localhost, 0",
    "[::1]:8700, ::1, 8700",
    "keyway.internal:65535, keyway.internal, 65535"
  })
  void address_isReadAndShownTheSame(String text, String host, int port) {
    HostAndPort address = HostAndPort.parse(text);

    assertThat(address).isEqualTo(new HostAndPort(host, port)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8700",
        ":8700",
        "127.0.0.1",
        "h:65536",
        "h:-1",
        "::1:8700",
        "http://h:1",
        "h:1/x"
      })
  void otherText_isNoAddress(String text) {
    assertThat(HostAndPort.parse(text)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, true",
    "127.8.0.9, true",
    "localhost, true",
    "::1, true",
    "0.0.0.0, false",
    "::, false",
    "10.0.0.1, false",
    "127.0.0.1.evil.example, false",
    "localhost.example, false"
  })
  void onlyThisMachine_isLoopback(String host, boolean loopback) {
    assertThat(new HostAndPort(host, 1).isLoopback()).isEqualTo(loopback);
  }
}
