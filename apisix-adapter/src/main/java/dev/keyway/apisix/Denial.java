package dev.keyway.apisix;

import dev.keyway.Keyway;
import dev.keyway.host.RefusedRequest;
import dev.keyway.refusal.Refusal;
import dev.keyway.request.Destination;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Ends a request in APISIX.
 *
 * @param routeId APISIX's id of the route, or null
 * @param prefix the path prefix of the route
 */
record Denial(ApisixRequest request, @Nullable String routeId, String prefix, Instant now) {

  static Denial of(ApisixRequest request, String prefix, Instant now) {
    String routeId = request.variable("route_id");
    return new Denial(request, routeId == null || routeId.isEmpty() ? null : routeId, prefix, now);
  }

  /**
   * @param policy the policy's name, or null
   */
  Decision answer(Keyway keyway, @Nullable String policy, Refusal refusal) {
    return new Decision.Ended(
        new RefusedRequest(
                routeId == null ? "apisix" : routeId,
                request.method(),
                request.path(),
                prefix,
                request.header(Destination.ANTHROPIC_VERSION) != null,
                now)
            .refuse(keyway, policy, refusal));
  }
}
