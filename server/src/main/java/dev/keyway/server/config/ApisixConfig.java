package dev.keyway.server.config;

import dev.keyway.apisix.Callers;
import dev.keyway.socket.UnixSocket;

/**
 * Where APISIX asks its runner of external plugins.
 *
 * @param callers who its consumers are
 */
public record ApisixConfig(UnixSocket socket, Callers callers) {}
