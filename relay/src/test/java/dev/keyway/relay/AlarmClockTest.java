package dev.keyway.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AlarmClockTest {

  private final Hand hand = new Hand();
  private final AlarmClock clock = new AlarmClock(hand, () -> hand.nowNanos);
  private final List<String> rung = new ArrayList<>();

  @Test
  void ringsOnce_whenItsTimeHasCome() {
    Alarm alarm = set("a", 100);

    hand.turnTo(99);
    assertThat(rung).isEmpty();
    assertThat(alarm.pending()).isTrue();

    hand.turnTo(100);
    assertThat(rung).containsExactly("a");
    assertThat(alarm.pending()).isFalse();

    hand.turnTo(1000);
    assertThat(rung).containsExactly("a");
  }

  @Test
  void ringsInTheOrderOfTheirTimes_whateverTheyWereSetFor() {
    set("late", 300);
    set("early", 100);
    hand.turnTo(50);
    set("second", 100);

    hand.turnTo(400);

    assertThat(rung).containsExactly("early", "second", "late");
    assertThat(hand.rangAt).containsExactly(100L, 150L, 300L);
  }

  @Test
  void ringsNot_whenCancelled_andItsNeighboursDo() {
    set("a", 100);
    Alarm middle = set("b", 100);
    set("c", 100);

    middle.cancel();
    middle.cancel();
    hand.turnTo(200);

    assertThat(rung).containsExactly("a", "c");
  }

  @Test
  void ringsAtTheLaterTime_whenSetAnew() {
    Alarm alarm = set("first", 100);
    hand.turnTo(60);
    alarm.set(Duration.ofMillis(100), () -> rung.add("anew"));

    hand.turnTo(159);
    assertThat(rung).isEmpty();
    hand.turnTo(160);
    assertThat(rung).containsExactly("anew");
  }

  @Test
  void takesOneTimer_forAllThatAreSetForTheSameTime() {
    for (int i = 0; i < 1000; i++) {
      set("x", 100).cancel();
      set("y", 100);
    }

    assertThat(hand.set).isEqualTo(1);
  }

  @Test
  void isSetFromItsOwnRing() {
    Alarm alarm = new Alarm(clock);
    alarm.set(Duration.ofMillis(10), () -> again(alarm));

    hand.turnTo(35);

    assertThat(rung).containsExactly("again", "again", "again");
    assertThat(hand.rangAt).containsExactly(10L, 20L, 30L);
  }

  private void again(Alarm alarm) {
    rung.add("again");
    alarm.set(Duration.ofMillis(10), () -> again(alarm));
  }

  @Test
  void silencesNoneBehindIt_whenOneMeetsADefect() {
    new Alarm(clock)
        .set(
            Duration.ofMillis(10),
            () -> {
              throw new IllegalStateException("a defect");
            });
    set("behind", 10);

    assertThatThrownBy(() -> hand.turnTo(10)).hasMessage("a defect");
    hand.turnTo(11);

    assertThat(rung).containsExactly("behind");
  }

  @Test
  void keepsNoTimer_ofManyTimesThatNothingIsSetForAnyMore() {
    for (int i = 1; i <= 200; i++) {
      set("x", 1000 + i).cancel();
    }

    assertThat(hand.pending).hasSizeLessThan(100);
    hand.turnTo(2000);
    assertThat(rung).isEmpty();
    assertThat(hand.pending).isEmpty();
  }

  private Alarm set(String name, long millis) {
    Alarm alarm = new Alarm(clock);
    alarm.set(Duration.ofMillis(millis), () -> rung.add(name));
    return alarm;
  }

  /** Timers that go off when they are told what time it is. */
  private final class Hand implements AlarmClock.Timers {

    private final List<Timer> pending = new ArrayList<>();
    private final List<Long> rangAt = new ArrayList<>();
    private long nowNanos;
    private long set;

    private record Timer(long id, long atMillis, Runnable action) {}

    @Override
    public long set(long millis, Runnable action) {
      pending.add(new Timer(++set, nowNanos / 1_000_000 + millis, action));
      return set;
    }

    @Override
    public void cancel(long id) {
      pending.removeIf(timer -> timer.id() == id);
    }

    void turnTo(long millis) {
      for (Timer next = next(millis); next != null; next = next(millis)) {
        pending.remove(next);
        nowNanos = next.atMillis() * 1_000_000;
        int before = rung.size();
        next.action().run();
        for (int i = before; i < rung.size(); i++) {
          rangAt.add(next.atMillis());
        }
      }
      nowNanos = millis * 1_000_000;
    }

    private @Nullable Timer next(long untilMillis) {
      return pending.stream()
          .filter(timer -> timer.atMillis() <= untilMillis)
          .min(Comparator.comparingLong(Timer::atMillis))
          .orElse(null);
    }
  }
}
