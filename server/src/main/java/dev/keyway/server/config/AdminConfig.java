package dev.keyway.server.config;

import dev.keyway.secret.Secret;
import org.jspecify.annotations.Nullable;

/**
 * The operator's side door.
 *
 * @param address where it listens
 * @param token what callers must present, or null: whoever reaches it may use it, so it is on
 *     loopback
 */
public record AdminConfig(HostAndPort address, @Nullable Secret token) {

  /** What holds without configuration. */
  public static final AdminConfig DEFAULT =
      new AdminConfig(new HostAndPort("127.0.0.1", 8701), null);
}
