package dev.keyway.policy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Hosts that lie on this machine or in a network of one's own by their name or address alone: no
 * name is looked up.
 */
final class PrivateHosts {

  private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}");
  private static final List<String> SUFFIXES = List.of(".internal", ".local", ".svc", ".localhost");

  private PrivateHosts() {}

  /**
   * Loopback, RFC 1918, RFC 4193 (fc00::/7), names of one label, and names below {@code .internal},
   * {@code .local}, {@code .svc} or {@code .localhost}.
   *
   * @param host as {@link java.net.URI#getHost} gives it; an IPv6 address in brackets
   */
  static boolean contains(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    if (name.startsWith("[") || IPV4.matcher(name).matches()) {
      return isPrivateAddress(name);
    }
    String bare = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    return bare.indexOf('.') < 0 || SUFFIXES.stream().anyMatch(bare::endsWith);
  }

  /** Only texts that are addresses come here, which are never looked up. */
  private static boolean isPrivateAddress(String literal) {
    try {
      InetAddress address = InetAddress.getByName(literal);
      return address.isLoopbackAddress()
          || (address instanceof Inet6Address
              ? (address.getAddress()[0] & 0xfe) == 0xfc
              : address.isSiteLocalAddress());
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
