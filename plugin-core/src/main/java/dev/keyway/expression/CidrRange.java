package dev.keyway.expression;

import com.google.common.net.InetAddresses;
import java.math.BigInteger;
import java.net.InetAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A range of IP addresses in CIDR notation (RFC 4632, RFC 4291). Bits after the prefix may be set:
 * {@code 66.249.66.1/24} is {@code 66.249.66.0/24}.
 *
 * @param address an address in it
 * @param prefix how many of its bits count
 */
record CidrRange(InetAddress address, int prefix) {

  private static final Pattern NOTATION = Pattern.compile("([^/]*)/([0-9]{1,3})");

  /** The range, or null when the text is none. */
  static @Nullable CidrRange parse(String text) {
    Matcher parts = NOTATION.matcher(text);
    if (!parts.matches() || !InetAddresses.isInetAddress(parts.group(1))) {
      return null;
    }
    InetAddress address = InetAddresses.forString(parts.group(1));
    int prefix = Integer.parseInt(parts.group(2));
    return prefix <= bits(address) ? new CidrRange(address, prefix) : null;
  }

  /** Whether it holds an address; one of the other family is never in it. */
  boolean contains(InetAddress other) {
    return bits(other) == bits(address)
        && number(other).shiftRight(bits(address) - prefix).equals(network());
  }

  private BigInteger network() {
    return number(address).shiftRight(bits(address) - prefix);
  }

  private static int bits(InetAddress address) {
    return address.getAddress().length * Byte.SIZE;
  }

  private static BigInteger number(InetAddress address) {
    return new BigInteger(1, address.getAddress());
  }
}
