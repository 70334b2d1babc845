package dev.keyway.kong.config;

import dev.keyway.hostconfig.MinorVersions;
import org.jspecify.annotations.Nullable;

/**
 * A version of Kong 3, for what differs between them.
 *
 * @param minor the 4 of 3.4
 */
public record KongVersion(int minor) {

  /** The versions whose protocol Keyway knows. */
  public static final KongVersion OLDEST = new KongVersion(4);

  /** The newest of them, the last of the open-source edition. */
  public static final KongVersion NEWEST = new KongVersion(9);

  private static final MinorVersions KNOWN = new MinorVersions(OLDEST.minor, NEWEST.minor);

  /**
   * The version of this text, {@code 3.4} or {@code 3.4.2}; or null when it is none of those known.
   */
  public static @Nullable KongVersion parse(String text) {
    Integer minor = KNOWN.parse(text);
    return minor == null ? null : new KongVersion(minor);
  }

  /**
   * Whether it runs a plugin only when it has a command to start that plugin's server by. Kong
   * 3.1.0 to 3.4.2 wait for a readiness that nothing else sets, and let every request pass until
   * then. Of later versions, 3.9 with such a command breaks its Admin API.
   */
  boolean needsStartCommand() {
    return minor <= 4;
  }

  @Override
  public String toString() {
    return "3." + minor;
  }
}
