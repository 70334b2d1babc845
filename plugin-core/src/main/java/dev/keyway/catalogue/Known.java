package dev.keyway.catalogue;

import org.jspecify.annotations.Nullable;

/** Facts that may be unknown, which is null. */
final class Known {

  private Known() {}

  /** The first where it is known, else the second. */
  static <T> @Nullable T first(@Nullable T first, @Nullable T second) {
    return first == null ? second : first;
  }
}
