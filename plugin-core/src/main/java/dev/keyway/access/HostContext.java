package dev.keyway.access;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a host gateway says of one request: who calls, and under which policy it runs. An adapter
 * makes it, {@link SignedContext} carries it to the relay.
 *
 * @param caller whom the host vouches for; {@link Caller#unknown} when it authenticated nobody
 * @param routeId the host's id of the route, or null
 * @param strippedPrefix the path prefix the host took off, such as {@code /ai}; empty when it took
 *     none
 * @param policy the policy the route names
 * @param issuedAt when the host said so, to the millisecond
 */
public record HostContext(
    Caller caller,
    @Nullable String routeId,
    String strippedPrefix,
    PolicyRef policy,
    Instant issuedAt) {

  public HostContext {
    issuedAt = issuedAt.truncatedTo(ChronoUnit.MILLIS);
  }
}
