package dev.keyway.health;

import java.time.Instant;

/** Whether a provider may be called now. */
public sealed interface ProviderStanding {

  /** It may. */
  record Available() implements ProviderStanding {}

  /** It may by this one request, which finds out whether the trouble is over. */
  record Probing() implements ProviderStanding {}

  /** It was in trouble: nobody calls it before this instant. */
  record LeftAlone(Instant until) implements ProviderStanding {}
}
