package dev.keyway.access;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a host gateway says of one request: who calls, and under which policy it runs. An adapter
 * makes it, {@link SignedContext} carries it to the relay.
 *
 * @param caller whom the host vouches for; {@link Caller#unknown} when it authenticated nobody
 * @param routeId the host's id of the route, or null
 * @param prefix the path prefix the route is mounted under, such as {@code /ai}, whether or not the
 *     host takes it off; empty: none
 * @param vars what the route's configuration names for the policy's expressions
 * @param policy the policy the route names
 * @param issuedAt when the host said so, to the millisecond
 */
public record HostContext(
    Caller caller,
    @Nullable String routeId,
    String prefix,
    Map<String, String> vars,
    PolicyRef policy,
    Instant issuedAt) {

  public HostContext {
    vars = Map.copyOf(vars);
    issuedAt = issuedAt.truncatedTo(ChronoUnit.MILLIS);
  }

  /** Of a route whose configuration names nothing. */
  public HostContext(
      Caller caller, @Nullable String routeId, String prefix, PolicyRef policy, Instant issuedAt) {
    this(caller, routeId, prefix, Map.of(), policy, issuedAt);
  }
}
