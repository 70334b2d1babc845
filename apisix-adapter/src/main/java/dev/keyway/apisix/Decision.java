package dev.keyway.apisix;

import dev.keyway.http.Answer;

/** What becomes of a request in APISIX. */
public sealed interface Decision {

  /**
   * It goes on to the relay with this value in {@link dev.keyway.access.SignedContext#HEADER}, a
   * bearer token for a short while; it prints as a mask.
   */
  record Forward(String token) implements Decision {

    @Override
    public String toString() {
      return "Forward(****)";
    }
  }

  /** It ends here, with this answer, which has a body. */
  record Ended(Answer answer) implements Decision {}
}
