package dev.keyway.facts;

import org.jspecify.annotations.Nullable;

/**
 * What no header of a request can be trusted to say, and its carrier knows.
 *
 * @param scheme {@code http} or {@code https}: what the client used, as far as the carrier, or the
 *     host gateway before it, says
 * @param version the version of HTTP, such as {@code HTTP/1.1}
 * @param clientPort the client's port, or null when it is not known
 * @param serverIp the address the client connected to, or null
 * @param serverPort the port the client connected to, or null
 */
public record Connection(
    String scheme,
    String version,
    @Nullable Integer clientPort,
    @Nullable String serverIp,
    @Nullable Integer serverPort) {

  /** One of which nothing is known but that somebody asks in plain HTTP/1.1. */
  public static final Connection PLAIN = new Connection("http", "HTTP/1.1", null, null, null);
}
