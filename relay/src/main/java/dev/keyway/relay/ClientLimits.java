package dev.keyway.relay;

import java.time.Duration;

/**
 * What a client may ask of the relay.
 *
 * @param requestBodyBytes longest body that is kept: of JSON all there may be, of an upload what is
 *     sent again to the next provider
 * @param uploadBytes longest upload
 * @param concurrentRequests requests under way at once, over all listeners
 * @param headerBytes longest request head
 * @param headerTimeout until a new connection has sent its first request's head
 * @param bodyTimeout until a request's body has arrived as far as it is kept; beyond, until as much
 *     again has come
 * @param idle how long a connection may be without any traffic
 */
public record ClientLimits(
    int requestBodyBytes,
    long uploadBytes,
    int concurrentRequests,
    int headerBytes,
    Duration headerTimeout,
    Duration bodyTimeout,
    Duration idle) {

  /** What holds without configuration. Heads leave room for a signed context of 16 KiB. */
  public static final ClientLimits DEFAULTS =
      new ClientLimits(
          32 << 20,
          512L << 20,
          10_000,
          64 << 10,
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofMinutes(5));
}
