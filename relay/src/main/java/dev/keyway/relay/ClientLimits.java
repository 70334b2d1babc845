package dev.keyway.relay;

import java.time.Duration;

/**
 * What a client may ask of the relay.
 *
 * @param requestBodyBytes longest body
 * @param concurrentRequests requests under way at once, over all listeners
 * @param headerBytes longest request head
 * @param headerTimeout until a new connection has sent its first request's head
 * @param bodyTimeout until a request's body has arrived
 * @param idle how long a connection may be without any traffic
 */
public record ClientLimits(
    int requestBodyBytes,
    int concurrentRequests,
    int headerBytes,
    Duration headerTimeout,
    Duration bodyTimeout,
    Duration idle) {

  /** What holds without configuration. Heads leave room for a signed context of 16 KiB. */
  public static final ClientLimits DEFAULTS =
      new ClientLimits(
          32 << 20,
          10_000,
          64 << 10,
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofMinutes(5));
}
