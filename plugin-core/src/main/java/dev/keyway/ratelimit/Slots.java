package dev.keyway.ratelimit;

import java.util.Arrays;

/**
 * What was taken in the last window of time: a ring of slots, each a fiftieth of the window, and
 * the whole of a slot counts until its last moment has left the window. So no window, wherever it
 * begins, ever holds more than was allowed; the price is that what was taken is given back up to a
 * fiftieth of the window late.
 *
 * <p>The usual counter of two windows, the older weighted by how much of it is still in sight, is
 * smaller, but guesses that requests came evenly: who sends all of them at the end of one window
 * gets nearly twice as many. A log of every request is exact, and grows to two thousand million.
 *
 * <p>Not safe for use by several threads.
 */
final class Slots {

  /** Windows of whole ten seconds have slots of whole milliseconds. */
  static final int SLOTS = 50;

  /** One more: of the oldest slot a part is in sight. */
  private static final int RING = SLOTS + 1;

  private final long slotMillis;
  private final int[] ring;

  /** The number of the newest slot since the epoch, and where in the ring it stands. */
  private long newest;

  private int head;
  private long sum;

  private Slots(long slotMillis, int[] ring, long newest, int head, long sum) {
    this.slotMillis = slotMillis;
    this.ring = ring;
    this.newest = newest;
    this.head = head;
    this.sum = sum;
  }

  /** Nothing was taken. */
  static Slots empty(long windowMillis, long nowMillis) {
    long slotMillis = Math.ceilDiv(windowMillis, SLOTS);
    return new Slots(slotMillis, new int[RING], nowMillis / slotMillis, 0, 0);
  }

  Slots copy() {
    return new Slots(slotMillis, ring.clone(), newest, head, sum);
  }

  /** What was taken in the window that ends now. */
  long sum(long nowMillis) {
    advance(nowMillis / slotMillis);
    return sum;
  }

  /** Takes one more, in the newest slot. */
  void take() {
    ring[head]++;
    sum++;
  }

  /** When less than this will be in the window, if no more is taken. */
  long lessThan(int amount) {
    long left = sum;
    for (int age = SLOTS; age > 0; age--) {
      left -= ring[index(age)];
      if (left < amount) {
        return leaves(newest - age);
      }
    }
    return leaves(newest);
  }

  /** Whether all of it has left the window. */
  boolean isPast(long nowMillis) {
    return leaves(newest) <= nowMillis;
  }

  /** In each slot the larger number of the two; both are of windows of one length. */
  static Slots larger(Slots one, Slots other) {
    Slots larger = (one.newest >= other.newest ? one : other).copy();
    Slots second = one.newest >= other.newest ? other : one;
    long behind = larger.newest - second.newest;
    for (int age = (int) Math.min(behind, RING); age < RING; age++) {
      int index = larger.index(age);
      larger.ring[index] =
          Math.max(larger.ring[index], second.ring[second.index(age - (int) behind)]);
    }
    larger.sum = Arrays.stream(larger.ring).asLongStream().sum();
    return larger;
  }

  /**
   * Calls under way at once may come in another order than their times: that of an earlier slot
   * counts in the newest. Only when the clock was set back by a whole window does everything go
   * back with it, or nothing would leave until the clock is where it was.
   */
  private void advance(long slot) {
    if (slot > newest + SLOTS) {
      Arrays.fill(ring, 0);
      sum = 0;
      newest = slot;
    } else if (slot < newest - SLOTS) {
      newest = slot;
    }
    for (; newest < slot; newest++) {
      head = (head + 1) % RING;
      sum -= ring[head];
      ring[head] = 0;
    }
  }

  /** When the last moment of a slot leaves the window. */
  private long leaves(long slot) {
    return (slot + 1 + SLOTS) * slotMillis;
  }

  private int index(int age) {
    return Math.floorMod(head - age, RING);
  }
}
