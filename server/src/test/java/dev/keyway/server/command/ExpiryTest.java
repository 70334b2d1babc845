package dev.keyway.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpiryTest {

  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "90d, 2027-02-21T10:00:00Z",
    "12h, 2026-11-23T22:00:00Z",
    "1h30m, 2026-11-23T11:30:00Z",
    "2027-01-31, 2027-02-01T00:00:00Z",
    "2027-01-31T12:00:00Z, 2027-01-31T12:00:00Z"
  })
  void timeOrDay_isRead(String text, Instant expiry) {
    assertThat(Expiry.parse(text, NOW)).isEqualTo(expiry);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "90", "soon", "2027-02-30", "31.01.2027", "-3d", "999999d"})
  void otherText_isRefused(String text) {
    assertThat(Expiry.parse(text, NOW)).isNull();
  }
}
