package dev.keyway.kong.pdk;

import java.time.Duration;

/**
 * What a plugin server bounds.
 *
 * @param mostFrameBytes the longest message that is read; a connection that announces a longer one
 *     is closed. Kong sends a plugin's whole configuration in one message, and a request's headers,
 *     or a body up to nginx' buffer, in one reply
 * @param mostInstances how many instances are kept; past it the one that was longest unused goes.
 *     It should be well above Kong's workers times the plugin's configurations
 * @param unusedFor how long an instance is kept that no request used: Kong forgets instances
 *     without a word. One that Kong still knew is started again, at the cost of a repeated event
 */
public record ServerOptions(int mostFrameBytes, int mostInstances, Duration unusedFor) {

  /** 8 MiB, 10 000 instances, a day. */
  public static final ServerOptions DEFAULTS =
      new ServerOptions(8 << 20, 10_000, Duration.ofDays(1));

  public ServerOptions {
    if (mostFrameBytes < 1 || mostInstances < 1 || !unusedFor.isPositive()) {
      throw new IllegalArgumentException("bounds of a plugin server are positive");
    }
  }
}
