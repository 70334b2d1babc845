package dev.keyway.apisix.config;

import dev.keyway.hostconfig.MinorVersions;
import org.jspecify.annotations.Nullable;

/**
 * A version of APISIX 3, for what differs between them.
 *
 * @param minor the 18 of 3.18
 */
public record ApisixVersion(int minor) {

  /** The oldest version whose protocol Keyway knows. */
  public static final ApisixVersion OLDEST = new ApisixVersion(9);

  /** The newest of them. */
  public static final ApisixVersion NEWEST = new ApisixVersion(18);

  private static final MinorVersions KNOWN = new MinorVersions(OLDEST.minor, NEWEST.minor);

  /**
   * The version of this text, {@code 3.9} or {@code 3.9.1}; or null when it is none of those known.
   */
  public static @Nullable ApisixVersion parse(String text) {
    Integer minor = KNOWN.parse(text);
    return minor == null ? null : new ApisixVersion(minor);
  }

  /** Whether a route can have answers passed on unbuffered: apisix/plugins/proxy-buffering.lua. */
  boolean hasProxyBuffering() {
    return minor >= 17;
  }

  /**
   * Whether it reads a text of several lines in apisix.yaml as it is. The reader of 3.9, tinyyaml,
   * loses its blank lines, and those that begin with {@code #}; the one of 3.10, lyaml, does not.
   */
  boolean readsTextsOfSeveralLines() {
    return minor >= 10;
  }

  @Override
  public String toString() {
    return "3." + minor;
  }
}
