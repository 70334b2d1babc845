package dev.keyway.testkit.openresty;

import dev.keyway.http.Headers;

/**
 * A request as nginx took it.
 *
 * @param target path and query as sent
 * @param address the client's
 * @param port the client's
 */
public record Arrived(String method, String target, Headers headers, String address, int port) {}
