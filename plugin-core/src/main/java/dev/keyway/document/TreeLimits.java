package dev.keyway.document;

/**
 * Bounds what a document may cost. Far above any honest configuration (a policy with 5000 keys
 * holds about 30 000 values), far below what hurts: aliases of aliases multiply, and nothing else
 * limits them.
 */
final class TreeLimits {

  /**
   * SnakeYAML's time for one long text is quadratic: 1 MiB took 0.6 s, 3 MiB 5 s (2.7, 2026-11).
   */
  static final int MOST_BYTES = 1 << 20;

  static final int MOST_LEVELS = 64;
  static final String TOO_DEEP =
      "nested more than " + MOST_LEVELS + " levels deep; no setting is that deep";
  private static final int MOST_VALUES = 100_000;

  private int values;

  /** Counts one value, found at this depth. */
  void count(Place place, int level) {
    if (level > MOST_LEVELS) {
      throw new Unreadable(place, TOO_DEEP);
    }
    if (++values > MOST_VALUES) {
      throw new Unreadable(
          place, "the document holds more than " + MOST_VALUES + " values, aliases counted out");
    }
  }
}
