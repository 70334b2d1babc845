package dev.keyway.route;

import dev.keyway.access.Caller;
import dev.keyway.policy.AiGateway;
import dev.keyway.request.AiRequest;

/** From names to candidates: pure, by the policy's catalogue alone. */
public final class Router {

  private Router() {}

  /** The candidates for a request of this caller, and every exclusion with its reason. */
  public static Routing route(
      AiGateway gateway, Caller caller, AiRequest request, boolean hasClientCredential) {
    throw new UnsupportedOperationException("" + gateway + caller + request + hasClientCredential);
  }
}
