package dev.keyway.expression;

import static dev.cel.common.types.SimpleType.BOOL;

import com.google.common.net.InetAddresses;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Functions of IP addresses. */
final class AddressFunctions {

  private static final String IN_RANGE = "inCidrRange";
  private static final String IN_RANGES = "inCidrRanges";

  /** What takes ranges as its last argument; {@link Review} looks at those that are written out. */
  static final Set<String> TAKE_RANGES = Set.of(IN_RANGE, IN_RANGES);

  static final List<ValueFunction> TABLE =
      List.of(
          new ValueFunction(
              IN_RANGE,
              null,
              List.of(Parameter.text("ip"), Parameter.text("range")),
              BOOL,
              (args, run) -> isIn(address((String) args[0]), args[1]),
              new Manual(
                  "",
                  "whether the address is in this range (IPv4 or IPv6, `10.0.0.0/8`); false when"
                      + " either is malformed, but a range that is written out must be good",
                  "inCidrRange('192.168.1.100', '192.168.1.0/24')",
                  "true")),
          new ValueFunction(
              IN_RANGES,
              null,
              List.of(Parameter.text("ip"), Parameter.texts("ranges")),
              BOOL,
              (args, run) -> isInAny((String) args[0], (List<?>) args[1], run.meter()),
              new Manual(
                  "",
                  "whether the address is in one of these ranges; malformed ones count for nothing",
                  "inCidrRanges('10.1.2.3', ['192.168.1.0/24', '10.0.0.0/8'])",
                  "true")),
          new ValueFunction(
              "isPrivateIp",
              Parameter.text("text"),
              List.of(),
              BOOL,
              (args, run) -> isPrivate(address((String) args[0])),
              new Manual(
                  "a text",
                  "whether it is a private IPv4 address (RFC 1918: 10.0.0.0/8, 172.16.0.0/12,"
                      + " 192.168.0.0/16)",
                  "'192.168.1.1'.isPrivateIp()",
                  "true")));

  private AddressFunctions() {}

  /** The address a text is; names are never looked up. */
  private static @Nullable InetAddress address(String text) {
    return InetAddresses.isInetAddress(text) ? InetAddresses.forString(text) : null;
  }

  private static boolean isIn(@Nullable InetAddress address, @Nullable Object range) {
    if (address == null || !(range instanceof String text)) {
      return false;
    }
    CidrRange known = CidrRange.parse(text);
    return known != null && known.contains(address);
  }

  private static boolean isInAny(String ip, List<?> ranges, Meter meter) {
    meter.charge(4L * ranges.size());
    InetAddress address = address(ip);
    return ranges.stream().anyMatch(range -> isIn(address, range));
  }

  /** Java's site-local IPv4 addresses are those of RFC 1918. */
  private static boolean isPrivate(@Nullable InetAddress address) {
    return address instanceof Inet4Address && address.isSiteLocalAddress();
  }
}
