package dev.keyway.bench.simulation;

import dev.keyway.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;

/** What is still to happen, in order, and the clock that stands where the last of it happened. */
final class Timeline {

  private record Event(Instant at, long number, Runnable what) {}

  /** What falls on one instant happens in the order in which it was arranged. */
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparing(Event::at).thenComparingLong(Event::number));

  private final ManualClock clock = new ManualClock();
  private long arranged;

  InstantSource clock() {
    return clock;
  }

  Instant now() {
    return clock.instant();
  }

  /** How long it has been running. */
  Duration elapsed() {
    return Duration.between(ManualClock.START, now());
  }

  void after(Duration delay, Runnable what) {
    events.add(new Event(now().plus(delay), arranged++, what));
  }

  /** Lets everything happen, also what is arranged meanwhile. */
  void run() {
    for (Event next = events.poll(); next != null; next = events.poll()) {
      clock.pass(Duration.between(now(), next.at()));
      next.what().run();
    }
  }
}
