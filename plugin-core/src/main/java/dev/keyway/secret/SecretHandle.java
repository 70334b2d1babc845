package dev.keyway.secret;

import org.jspecify.annotations.Nullable;

/**
 * A place where a secret's present value is found; reading it never blocks.
 *
 * <p>Who remembers something of a value by its version reads {@link #version()} <em>before</em>
 * {@link #current()}: a change in between then looks like a change that is still to come, and is
 * not missed.
 */
public interface SecretHandle {

  /** The value now, or null when it is not set. */
  @Nullable Secret current();

  /**
   * Grows each time the value changes, so that what was remembered of the old value can be
   * forgotten.
   */
  int version();

  /** A value that never changes. */
  static SecretHandle fixed(Secret secret) {
    return new SecretHandle() {
      @Override
      public Secret current() {
        return secret;
      }

      @Override
      public int version() {
        return 0;
      }

      @Override
      public String toString() {
        return "SecretHandle(fixed)";
      }
    };
  }
}
