package dev.keyway.health;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether a key may be used for a model just now. */
public sealed interface Standing {

  /** Nothing speaks against it. */
  record Ready() implements Standing {}

  /** The one that most have. */
  Standing READY = new Ready();

  /** It is rate-limited: better after this instant. */
  record Cooling(Instant until) implements Standing {}

  /**
   * It is of no use until something changes.
   *
   * @param cause what happened
   * @param until when it is tried again, or null: when its secret changes
   */
  record SetAside(Cause cause, @Nullable Instant until) implements Standing {}

  /** Why a key is set aside. */
  enum Cause {
    INVALID_KEY,
    MODEL_NOT_ALLOWED,
    OUT_OF_MONEY;

    /** For people: {@code invalid key}. */
    public String words() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }
}
