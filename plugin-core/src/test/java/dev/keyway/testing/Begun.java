package dev.keyway.testing;

import dev.keyway.Arrival;
import dev.keyway.Keyway;
import dev.keyway.Opening;
import dev.keyway.Visit;
import dev.keyway.policy.Policy;
import dev.keyway.request.ClientBody;

/** Requests as a carrier brings them whose door lets everybody in. */
public final class Begun {

  private Begun() {}

  /** What a request with this body comes to. */
  public static Opening begin(Keyway keyway, Policy policy, Arrival arrival, byte[] body) {
    Visit visit = keyway.visit(policy, arrival, required -> null);
    Opening opening = visit.enter();
    return opening instanceof Opening.ReadBody ? visit.read(ClientBody.whole(body)) : opening;
  }
}
