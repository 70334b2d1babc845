package dev.keyway.health;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a failed attempt left behind for later requests. */
public sealed interface Mark {

  /** Nothing is remembered. */
  record Nothing() implements Mark {}

  /** The key is set aside until its secret changes. */
  record KeySetAside() implements Mark {}

  /** The key is set aside for this model until its secret changes. */
  record PairSetAside() implements Mark {}

  /** The quota group is set aside. */
  record GroupSetAside(Instant until) implements Mark {}

  /** The quota group cools down for this model. */
  record Cooling(Instant until) implements Mark {}

  /** The failure counts against the provider; when that opened its breaker, until when. */
  record Counted(@Nullable Instant openUntil) implements Mark {}
}
