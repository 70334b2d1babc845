package dev.keyway.bench.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WindowTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void aBucket_refillsAllTheTime() {
    Window bucket = new Bucket(600, MINUTE);
    bucket.take(600, at(0));
    assertThat(bucket.remaining(at(0))).isZero();
    assertThat(bucket.remaining(at(1))).isEqualTo(10);
    assertThat(bucket.remaining(at(61))).isEqualTo(600);
  }

  @Test
  void aBucket_saysWhenItIsFullAndWhenThereIsRoom() {
    Window bucket = new Bucket(600, MINUTE);
    bucket.take(300, at(0));
    assertThat(bucket.fullAt(at(0))).isEqualTo(at(30));
    assertThat(bucket.roomFor(300, at(0))).isEqualTo(at(0));
    assertThat(bucket.roomFor(400, at(0))).isEqualTo(at(10));
  }

  @Test
  void aBucket_isNeverFullerThanItsLimit() {
    Window bucket = new Bucket(600, MINUTE);
    bucket.take(100, at(3600));
    assertThat(bucket.remaining(at(3600))).isEqualTo(500);
  }

  @Test
  void aBucket_allowsWhatItBeginsWithAndWhatRefills() {
    assertThat(new Bucket(1000, Duration.ofDays(1), 20).allowed(Duration.ofHours(12)))
        .isEqualTo(520);
  }

  @Test
  void aFixedWindow_isWholeAgainByTheClock_notBefore() {
    Window window = new FixedWindow(10, MINUTE);
    window.take(10, at(50));
    assertThat(window.remaining(at(59))).isZero();
    assertThat(window.roomFor(1, at(50))).isEqualTo(at(60));
    assertThat(window.remaining(at(60))).isEqualTo(10);
  }

  @Test
  void aFixedWindow_mayHaveBegunBefore() {
    Instant midnight = at(-4 * 3600);
    Window day = new FixedWindow(1000, Duration.ofDays(1), midnight, 990);
    assertThat(day.remaining(at(0))).isEqualTo(10);
    assertThat(day.roomFor(11, at(0))).isEqualTo(at(20 * 3600));
    assertThat(day.allowed(Duration.ofHours(1))).isEqualTo(10);
    assertThat(day.allowed(Duration.ofHours(21))).isEqualTo(1010);
  }

  private static Instant at(long seconds) {
    return ManualClock.START.plusSeconds(seconds);
  }
}
