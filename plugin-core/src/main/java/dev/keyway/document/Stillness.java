package dev.keyway.document;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Tells when files have changed and keep still again, so that what somebody is writing is not read
 * half-way, and no write is missed because it came within one tick of a file's time. Used by one
 * thread.
 */
public final class Stillness {

  /** Between two looks that find the same. Kernels stamp files with ticks of up to 10 ms. */
  public static final Duration SETTLE = Duration.ofMillis(100);

  private final LongSupplier nanoTime;
  private Map<Path, FileStamp> taken = Map.of();
  private Map<Path, FileStamp> seen = Map.of();
  private long seenSince;

  /**
   * @param nanoTime as {@link System#nanoTime}
   */
  public Stillness(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** How the files are now. */
  public Look look(Collection<Path> files) {
    Map<Path, FileStamp> now = stamps(files);
    if (!now.equals(seen)) {
      seen = now;
      seenSince = nanoTime.getAsLong();
      return now.equals(taken) ? Look.SAME : Look.MOVING;
    }
    if (now.equals(taken)) {
      return Look.SAME;
    }
    return nanoTime.getAsLong() - seenSince < SETTLE.toNanos() ? Look.MOVING : Look.CHANGED;
  }

  /**
   * Whether the files are still as the last look found them: what was read since is of one piece.
   */
  public boolean holds() {
    return stamps(seen.keySet()).equals(seen);
  }

  /** What the last look found has been dealt with. */
  public void take() {
    taken = seen;
  }

  private static Map<Path, FileStamp> stamps(Collection<Path> files) {
    Map<Path, FileStamp> stamps = new HashMap<>();
    files.forEach(file -> stamps.put(file, FileStamp.of(file)));
    return stamps;
  }

  /** What a look found. */
  public enum Look {
    /** As they were when last dealt with. */
    SAME,
    /** Other ones, perhaps still being written: look again in {@link #SETTLE}. */
    MOVING,
    /** Other ones that keep still. */
    CHANGED
  }
}
