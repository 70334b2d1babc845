package dev.keyway.relay;

import dev.keyway.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP proxy that requests to providers go out by: through a tunnel ({@code CONNECT}) where
 * they are encrypted, by their whole URL where they are not.
 *
 * @param host its name or address
 * @param port where it listens
 * @param authorization the value of {@code Proxy-Authorization}, or null: it wants none
 * @param direct which hosts are called without it
 */
public record EgressProxy(
    String host, int port, @Nullable Secret authorization, DirectHosts direct) {

  /** The value of {@code Proxy-Authorization} for a user (RFC 7617). */
  public static Secret basic(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return Secret.of("Basic " + Base64.getEncoder().encodeToString(pair));
  }

  /** Whether requests to a host go this way. */
  boolean leadsTo(String targetHost, int targetPort) {
    return !direct.contains(targetHost, targetPort);
  }
}
