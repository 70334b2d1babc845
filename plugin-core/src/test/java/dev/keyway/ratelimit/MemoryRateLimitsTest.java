package dev.keyway.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.ratelimit.RateLimits.Limit;
import dev.keyway.ratelimit.RateLimits.Verdict;
import dev.keyway.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Limits on a clock that stands still. */
class MemoryRateLimitsTest {

  private static final Instant START = ManualClock.START;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final RateLimits limits = new MemoryRateLimits();

  @Test
  void asManyAsTheCapacity_areAllowed() {
    Limit three = new Limit("l", 3, MINUTE);
    assertThat(taken(limits, three, "a", START, 10)).isEqualTo(3);
  }

  @Test
  void bucketsLimitsAndWindows_countApart() {
    Limit one = new Limit("l", 1, MINUTE);
    assertThat(taken(limits, one, "a", START, 2)).isEqualTo(1);
    assertThat(taken(limits, one, "b", START, 2)).isEqualTo(1);
    assertThat(taken(limits, new Limit("m", 1, MINUTE), "a", START, 2)).isEqualTo(1);
    assertThat(taken(limits, new Limit("l", 1, MINUTE.multipliedBy(2)), "a", START, 2))
        .isEqualTo(1);
  }

  /** The capacity may be changed by a reload: what was taken stays taken. */
  @Test
  void aChangedCapacity_isOfTheSameBucket() {
    assertThat(taken(limits, new Limit("l", 5, MINUTE), "a", START, 9)).isEqualTo(5);
    assertThat(taken(limits, new Limit("l", 7, MINUTE), "a", START, 9)).isEqualTo(2);
    assertThat(taken(limits, new Limit("l", 6, MINUTE), "a", START, 9)).isZero();
  }

  @Test
  void whatWasRefused_isNotCounted() {
    Limit one = new Limit("l", 1, MINUTE);
    assertThat(taken(limits, one, "a", START, 100)).isEqualTo(1);
    Instant later = START.plus(MINUTE).plus(slot(MINUTE));
    assertThat(taken(limits, one, "a", later, 2)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"60", "70", "90", "600", "3600", "86400"})
  void afterTheTimeToRetry_oneMoreIsAllowed_andNotBefore(long seconds) {
    Duration window = Duration.ofSeconds(seconds);
    Limit two = new Limit("l", 2, window);
    Instant first = START.plusMillis(4_321);
    assertThat(taken(limits, two, "a", first, 2)).isEqualTo(2);
    Instant asked = first.plusSeconds(7);
    Verdict.Limited limited = (Verdict.Limited) limits.take(two, "a", asked);
    Instant free = asked.plus(limited.retryAfter());
    assertThat(free).isBetween(first.plus(window), first.plus(window).plus(slot(window)));
    assertThat(limits.take(two, "a", free.minusMillis(1)))
        .isEqualTo(new Verdict.Limited(Duration.ofMillis(1)));
    assertThat(taken(limits, two, "a", free, 5)).isEqualTo(2);
  }

  @Test
  void theTimeToRetry_isThatOfTheOldest() {
    Limit two = new Limit("l", 2, MINUTE);
    limits.take(two, "a", START);
    limits.take(two, "a", START.plusSeconds(30));
    Verdict.Limited limited = (Verdict.Limited) limits.take(two, "a", START.plusSeconds(40));
    assertThat(limited.retryAfterSeconds()).isBetween(20L, 22L);
  }

  @Test
  void secondsToRetry_areRoundedUp() {
    assertThat(new Verdict.Limited(Duration.ofMillis(1)).retryAfterSeconds()).isEqualTo(1);
    assertThat(new Verdict.Limited(Duration.ofSeconds(1)).retryAfterSeconds()).isEqualTo(1);
    assertThat(new Verdict.Limited(Duration.ofMillis(1001)).retryAfterSeconds()).isEqualTo(2);
  }

  @Test
  void aLargeCapacity_isCounted() {
    Limit most = new Limit("l", Limit.MOST_CAPACITY, Duration.ofDays(1));
    assertThat(taken(limits, most, "a", START, 1_000)).isEqualTo(1_000);
  }

  @Test
  void calls_mayComeInAnotherOrderThanTheirTimes() {
    Limit two = new Limit("l", 2, MINUTE);
    assertThat(taken(limits, two, "a", START, 1)).isEqualTo(1);
    assertThat(taken(limits, two, "a", START.minusSeconds(5), 5)).isEqualTo(1);
    assertThat(taken(limits, two, "a", START.plusSeconds(59), 5)).isZero();
  }

  @Test
  void aClockThatIsSetBack_holdsNobodyBackForMoreThanAWindow() {
    Limit two = new Limit("l", 2, MINUTE);
    assertThat(taken(limits, two, "a", START.plusSeconds(86_400), 5)).isEqualTo(2);
    assertThat(taken(limits, two, "a", START, 5)).isZero();
    assertThat(taken(limits, two, "a", START.plusSeconds(62), 5)).isEqualTo(2);
  }

  @Test
  void limits_areWithinTheirBounds() {
    assertThatThrownBy(() -> new Limit("l", 0, MINUTE)).hasMessageContaining("capacity");
    assertThatThrownBy(() -> new Limit("l", 1, Duration.ofHours(25)))
        .hasMessageContaining("window");
  }

  @Test
  void buckets_areNotPrinted() {
    limits.take(new Limit("l", 1, MINUTE), "Bearer secret", START);
    assertThat(limits.toString()).isEqualTo("MemoryRateLimits[1 buckets]");
    assertThat(BucketKey.of(new byte[0], new Limit("l", 1, MINUTE), "Bearer secret").toString())
        .doesNotContain("secret");
  }

  static Duration slot(Duration window) {
    return Duration.ofMillis(Math.ceilDiv(window.toMillis(), Slots.SLOTS));
  }

  static int taken(RateLimits limits, Limit limit, String bucket, Instant now, int times) {
    int taken = 0;
    for (int i = 0; i < times; i++) {
      taken += limits.take(limit, bucket, now) instanceof Verdict.Allowed ? 1 : 0;
    }
    return taken;
  }
}
