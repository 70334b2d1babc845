package dev.keyway.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstantTextTest {

  private final InstantText instants = new InstantText();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1970-01-01T00:00:00Z",
        "2026-11-02T12:00:00Z",
        "2026-11-02T12:00:00.100Z",
        "2026-11-02T12:00:00.012Z",
        "2026-11-02T12:00:59.000001Z",
        "2026-11-02T12:00:59.123456Z",
        "2026-11-02T12:00:59.000000001Z",
        "2026-11-02T12:00:59.999999999Z",
        "1969-12-31T23:59:59.999Z",
        "-0001-02-03T04:05:06Z",
        "+10000-01-01T00:00:00.5Z"
      })
  void instants_areWrittenAsTheyPrint(String text) {
    Instant instant = Instant.parse(text);

    assertThat(written(instant)).isEqualTo(instant.toString());
  }

  @Test
  void instantsOfOneSecondAndOfOthers_areToldApart() {
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      Instant instant =
          Instant.ofEpochSecond(1_800_000_000L + i / 100, random.nextInt(1_000_000_000));

      assertThat(written(instant)).isEqualTo(instant.toString());
    }
    assertThat(written(Instant.MIN)).isEqualTo(Instant.MIN.toString());
    assertThat(written(Instant.MAX)).isEqualTo(Instant.MAX.toString());
  }

  private String written(Instant instant) {
    JsonBytes bytes = new JsonBytes();
    instants.write(instant, bytes);
    return bytes.written().utf8();
  }
}
