package dev.keyway.envoy.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"127.0.0.1:8710", "[::1]:8710", "keyway.internal:8710", "unix:/run/keyway/x.sock"})
  void address_isWrittenAsItIsRead(String text) {
    assertThat(Address.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "8710",
        "host",
        "host:0",
        "host:65536",
        ":8710",
        "unix:relative",
        "unix:",
        "a b:1"
      })
  void otherText_isNone(String text) {
    assertThat(Address.parse(text)).isNull();
  }

  @Test
  void socketsPath_isNoLongerThanTheKernelTakes() {
    assertThat(Address.parse("unix:/" + "a".repeat(106))).isNotNull();
    assertThat(Address.parse("unix:/" + "a".repeat(107))).isNull();
  }

  @Test
  void names_areResolved_addressesAreNot() {
    assertThat(new Address.Tcp("keyway.internal", 1).clusterType().source())
        .isEqualTo("STRICT_DNS");
    assertThat(new Address.Tcp("10.0.0.7", 1).clusterType().source()).isEqualTo("STATIC");
    assertThat(new Address.Tcp("fd00::7", 1).clusterType().source()).isEqualTo("STATIC");
    assertThat(new Address.Tcp("bad.beef", 1).clusterType().source()).isEqualTo("STRICT_DNS");
  }
}
