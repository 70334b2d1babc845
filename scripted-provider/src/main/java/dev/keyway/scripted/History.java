package dev.keyway.scripted;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The latest requests something happened to, and how many there were in all. Not thread-safe. */
final class History {

  private final Deque<Received> latest = new ArrayDeque<>();
  private int count;

  void add(Received request, int kept) {
    latest.add(request);
    count++;
    trim(kept);
  }

  void trim(int kept) {
    while (latest.size() > kept) {
      latest.remove();
    }
  }

  int count() {
    return count;
  }

  List<Received> latest() {
    return List.copyOf(latest);
  }
}
