package dev.keyway.server.records;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last records, as lines, for an operator who asks what just happened. */
public final class RecentRecords {

  /** How many are kept. */
  public static final int KEPT = 1000;

  private final Deque<String> lines = new ArrayDeque<>();

  synchronized void add(String line) {
    if (lines.size() == KEPT) {
      lines.removeFirst();
    }
    lines.addLast(line);
  }

  /** The last of them, at most {@code count}, oldest first. */
  public synchronized List<String> last(int count) {
    return lines.stream().skip(Math.max(0, lines.size() - count)).toList();
  }
}
