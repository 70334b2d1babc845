package dev.keyway.ratelimit;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What buckets had taken that had to go for lack of room, so that nobody can have his own forgotten
 * by making many others: a bucket that is made begins with what those of its limit had taken that
 * shared its cell, the most of them in each slot. They may be strangers'; then it allows too little
 * for one window of time, never too much.
 */
final class Remainders {

  /** A stranger is met once in so many buckets. */
  private static final int CELLS = 1 << 14;

  private final AtomicReferenceArray<@Nullable Remainder> cells = new AtomicReferenceArray<>(CELLS);

  /**
   * What buckets of one cell and one limit had taken; nobody changes it any more.
   *
   * @param next of another limit
   */
  private record Remainder(
      String limitId, long windowMillis, Slots taken, @Nullable Remainder next) {

    boolean isOf(String id, long window) {
      return windowMillis == window && limitId.equals(id);
    }

    boolean isOf(Remainder other) {
      return isOf(other.limitId, other.windowMillis);
    }
  }

  /** What a new bucket begins with. */
  Slots of(BucketKey key, long nowMillis) {
    for (Remainder each = cells.get(cell(key)); each != null; each = each.next()) {
      if (each.isOf(key.limitId(), key.windowMillis())) {
        return each.taken().copy();
      }
    }
    return Slots.empty(key.windowMillis(), nowMillis);
  }

  /** Keeps what a bucket had taken, and drops what no longer counts. */
  void keep(BucketKey key, Slots taken, long nowMillis) {
    Remainder kept = new Remainder(key.limitId(), key.windowMillis(), taken, null);
    cells.updateAndGet(cell(key), present -> with(present, kept, nowMillis));
  }

  private static Remainder with(@Nullable Remainder present, Remainder kept, long nowMillis) {
    Slots taken = kept.taken();
    Remainder others = null;
    for (Remainder each = present; each != null; each = each.next()) {
      if (each.isOf(kept)) {
        taken = Slots.larger(taken, each.taken());
      } else if (!each.taken().isPast(nowMillis)) {
        others = new Remainder(each.limitId(), each.windowMillis(), each.taken(), others);
      }
    }
    return new Remainder(kept.limitId(), kept.windowMillis(), taken, others);
  }

  private static int cell(BucketKey key) {
    return (int) key.low() & (CELLS - 1);
  }
}
