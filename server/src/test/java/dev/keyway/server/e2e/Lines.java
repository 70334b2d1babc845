package dev.keyway.server.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;

/** The lines of a stream as they come: what a process prints, what a server sends. */
final class Lines {

  /** A loaded machine with two processors starts a JVM in seconds, not in tens of them. */
  static final Duration LIMIT = Duration.ofSeconds(60);

  private final String what;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition more = lock.newCondition();
  private final List<String> lines = new ArrayList<>();
  private boolean ended;

  private Lines(String what) {
    this.what = what;
  }

  /**
   * Reads a stream to its end, on a thread of its own.
   *
   * @param what names it in failures
   */
  static Lines of(String what, InputStream in) {
    Lines lines = new Lines(what);
    Thread.ofVirtual().start(() -> lines.read(in));
    return lines;
  }

  /** The first line that is so, as soon as there is one. */
  String await(Predicate<String> wanted) {
    return await("a line that was waited for", all -> all.stream().filter(wanted).findFirst());
  }

  /** All lines so far, as soon as there are so many. */
  List<String> await(int count) {
    return await(
        count + " lines",
        all -> all.size() < count ? Optional.empty() : Optional.of(List.copyOf(all)));
  }

  /** All lines, when the stream has ended. */
  List<String> awaitEnd() {
    return await("its end", all -> ended ? Optional.of(List.copyOf(all)) : Optional.empty());
  }

  /** How many have come so far. */
  int size() {
    lock.lock();
    try {
      return lines.size();
    } finally {
      lock.unlock();
    }
  }

  /** What has come so far. */
  String text() {
    lock.lock();
    try {
      return String.join("\n", lines);
    } finally {
      lock.unlock();
    }
  }

  private <T> T await(String wanted, Function<List<String>, Optional<T>> look) {
    long nanos = LIMIT.toNanos();
    lock.lock();
    try {
      Optional<T> found = look.apply(lines);
      while (found.isEmpty()) {
        if (ended || nanos <= 0) {
          String how = ended ? " ended without " : " did not show in " + LIMIT + " ";
          throw new AssertionError(what + how + wanted + ":\n" + String.join("\n", lines));
        }
        nanos = more.awaitNanos(nanos);
        found = look.apply(lines);
      }
      return found.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + what, e);
    } finally {
      lock.unlock();
    }
  }

  private void read(InputStream in) {
    try (var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        add(line);
      }
    } catch (IOException e) {
      add("(broken off: " + e.getClass().getSimpleName() + ")");
    } finally {
      end();
    }
  }

  private void add(String line) {
    lock.lock();
    try {
      lines.add(line);
      more.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void end() {
    lock.lock();
    try {
      ended = true;
      more.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
