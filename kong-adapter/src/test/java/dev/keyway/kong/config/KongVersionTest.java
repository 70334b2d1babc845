package dev.keyway.kong.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KongVersionTest {

  @ParameterizedTest
  @CsvSource({
    "3.4, 4, true",
    "3.4.2, 4, true",
    "3.5, 5, false",
    "3.9.1, 9, false",
    "3.4.3.1, 4, true"
  })
  void knownVersion_isRead(String text, int minor, boolean needsStartCommand) {
    KongVersion version = KongVersion.parse(text);

    assertThat(version).isEqualTo(new KongVersion(minor));
    assertThat(version.needsStartCommand()).isEqualTo(needsStartCommand);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.3", "3.10", "3", "2.8", "4.0", "latest", "", "3.9-ubuntu"})
  void anyOther_isNone(String text) {
    assertThat(KongVersion.parse(text)).isNull();
  }
}
