package dev.keyway.host;

import dev.keyway.refusal.Refusal;
import org.jspecify.annotations.Nullable;

/** What an adapter does with a request. */
public sealed interface Stamp {

  /**
   * It goes on to the relay with this value in {@link dev.keyway.access.SignedContext#HEADER}, a
   * bearer token for a short while; it prints as a mask.
   */
  record Signed(String token) implements Stamp {

    @Override
    public String toString() {
      return "Signed(****)";
    }
  }

  /**
   * It ends here.
   *
   * @param policy the name of the policy, or null
   */
  record Refused(@Nullable String policy, Refusal refusal) implements Stamp {}
}
