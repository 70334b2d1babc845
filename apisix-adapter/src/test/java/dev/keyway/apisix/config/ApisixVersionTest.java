package dev.keyway.apisix.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApisixVersionTest {

  @ParameterizedTest
  @CsvSource({"3.9, 9, false", "3.14.1, 14, false", "3.17, 17, true", "3.18.0, 18, true"})
  void knownVersion_isRead(String text, int minor, boolean proxyBuffering) {
    ApisixVersion version = ApisixVersion.parse(text);

    assertThat(version).isEqualTo(new ApisixVersion(minor));
    assertThat(version.hasProxyBuffering()).isEqualTo(proxyBuffering);
    assertThat(version.readsTextsOfSeveralLines()).isEqualTo(minor > 9);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.8", "3.19", "3", "2.15", "4.0", "latest", "", "3.18-debian"})
  void anyOther_isNone(String text) {
    assertThat(ApisixVersion.parse(text)).isNull();
  }
}
