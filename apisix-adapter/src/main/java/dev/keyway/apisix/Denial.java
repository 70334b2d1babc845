package dev.keyway.apisix;

import dev.keyway.Keyway;
import dev.keyway.apisix.runner.A6Request;
import dev.keyway.apisix.runner.Entry;
import dev.keyway.apisix.runner.Stop;
import dev.keyway.host.RefusedRequest;
import dev.keyway.http.Answer;
import dev.keyway.refusal.Refusal;
import dev.keyway.request.Destination;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ends a request in APISIX.
 *
 * @param routeId APISIX's id of the route, or null
 * @param prefix the path prefix of the route
 */
record Denial(@Nullable String routeId, String prefix, Instant now) {

  /**
   * @param policy the policy's name, or null
   */
  Stop stop(A6Request request, Keyway keyway, @Nullable String policy, Refusal refusal) {
    Answer answer =
        new RefusedRequest(
                routeId == null ? "apisix" : routeId,
                request.method(),
                request.path(),
                prefix,
                request.header(Destination.ANTHROPIC_VERSION) != null,
                now)
            .refuse(keyway, policy, refusal);
    List<Entry> headers = new ArrayList<>();
    answer.headers().forEach((name, value) -> headers.add(new Entry(name, value)));
    return new Stop(answer.status(), headers, answer.body());
  }
}
