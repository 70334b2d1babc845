package dev.keyway.kong;

import dev.keyway.Keyway;
import dev.keyway.host.RefusedRequest;
import dev.keyway.http.Answer;
import dev.keyway.http.Headers;
import dev.keyway.kong.pdk.Kong;
import dev.keyway.kong.pdk.KongGoneException;
import dev.keyway.refusal.Refusal;
import dev.keyway.request.Destination;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ends a request in Kong. What its answer looks like, and its record, need more calls to Kong than
 * a request that goes on.
 *
 * @param routeId Kong's id of the route, or null
 * @param prefix the path prefix of the route
 */
record Denial(Kong kong, Keyway keyway, Instant now, @Nullable String routeId, String prefix) {

  /**
   * @param policy the policy's name, or null
   */
  void deny(@Nullable String policy, Refusal refusal) throws KongGoneException {
    Answer answer = request().refuse(keyway, policy, refusal);
    kong.response().exit(answer.status(), answer.body(), lines(answer.headers()));
  }

  private RefusedRequest request() throws KongGoneException {
    return new RefusedRequest(
        routeId == null ? "kong" : routeId,
        kong.request().method(),
        kong.request().path(),
        prefix,
        kong.request().header(Destination.ANTHROPIC_VERSION) != null,
        now);
  }

  private static Map<String, List<String>> lines(Headers headers) {
    Map<String, List<String>> lines = new LinkedHashMap<>();
    headers.forEach(
        (name, value) -> lines.computeIfAbsent(name, any -> new ArrayList<>(1)).add(value));
    return lines;
  }
}
