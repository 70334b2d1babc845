package dev.keyway.record;

import dev.keyway.request.Destination;
import dev.keyway.request.Surface;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A path as a record may show it. One at which nothing is served, or what stands for a model's id,
 * may be anything: some clients write their key into it, so what is long enough to be a key is left
 * out.
 */
public final class ShownPath {

  /** The providers' own keys have more. */
  private static final int LONGEST_SEGMENT = 24;

  private static final int MOST_SEGMENTS = 16;

  private ShownPath() {}

  /** The path that led there. */
  public static String of(Destination destination, String path) {
    return switch (destination) {
      case Surface surface -> path;
      case Destination.Models models -> masked(path);
      case Destination.Unknown unknown -> masked(path);
    };
  }

  private static String masked(String path) {
    return Arrays.stream(path.split("/", MOST_SEGMENTS))
        .map(segment -> segment.length() > LONGEST_SEGMENT ? "****" : segment)
        .collect(Collectors.joining("/"));
  }
}
