package dev.keyway.bench.profile;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** How many samples fell where. */
final class Samples {

  private final Map<String, Integer> rooms = new TreeMap<>();
  private final Map<String, Integer> methods = new TreeMap<>();
  private final Map<String, Integer> withCalled = new TreeMap<>();

  /**
   * @param stack what ran first, its callers behind it; empty: nobody knows
   */
  void add(List<Frame> stack) {
    count(rooms, Room.of(stack));
    if (stack.isEmpty()) {
      return;
    }
    count(methods, stack.getFirst().shown());
    Set<String> seen = new HashSet<>();
    for (Frame frame : stack) {
      if (frame.isCarried() && seen.add(frame.shown())) {
        count(withCalled, frame.shown());
      }
    }
  }

  /** By whose they are. */
  Map<String, Integer> rooms() {
    return rooms;
  }

  /** By the method that ran. */
  Map<String, Integer> methods() {
    return methods;
  }

  /** By each method of Keyway's, but the relay's, that ran or waited for what it had called. */
  Map<String, Integer> withCalled() {
    return withCalled;
  }

  private static void count(Map<String, Integer> counts, String name) {
    counts.merge(name, 1, Integer::sum);
  }
}
