package dev.keyway.relay;

import org.jspecify.annotations.Nullable;

/** What a {@code Content-Length} says. */
final class Lengths {

  private Lengths() {}

  /** The number of bytes, or -1 where none is announced. */
  static long of(@Nullable String contentLength) {
    try {
      return contentLength == null ? -1 : Long.parseLong(contentLength.trim());
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
