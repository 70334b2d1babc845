package dev.keyway.relay;

import io.netty.util.NetUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Hosts that are called without the egress proxy, written as {@code NO_PROXY} is: {@code
 * example.com} is that host and all below it, {@code .example.com} only those below it, {@code *}
 * every host, {@code 10.1.2.3} an address, {@code 10.0.0.0/8} a network; each may end with {@code
 * :PORT}. Addresses are compared with addresses in URLs: no name is resolved for it. This machine
 * ({@code localhost}, 127.0.0.0/8, ::1) is never called by way of the proxy.
 */
public final class DirectHosts {

  /** Only this machine. */
  public static final DirectHosts NONE = new DirectHosts(List.of());

  private static final Pattern ENTRY =
      Pattern.compile(
          "(\\[[0-9a-fA-F:.]+]|[^\\s:/\\[\\]]+|[0-9a-fA-F:.]+)(?:/(\\d{1,3}))?(?::(\\d{1,5}))?");
  private static final int LAST_PORT = 65_535;
  private static final int LOOPBACK_4 = 127;

  private final List<Rule> rules;

  private DirectHosts(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  /** These entries together. */
  public static DirectHosts of(List<String> entries) {
    List<Rule> rules = new ArrayList<>();
    for (String entry : entries) {
      Rule rule = rule(entry);
      if (rule == null) {
        throw new IllegalArgumentException("no entry of no_proxy: " + entry);
      }
      rules.add(rule);
    }
    return new DirectHosts(rules);
  }

  /** Whether a text is an entry. */
  public static boolean isEntry(String text) {
    return rule(text) != null;
  }

  boolean contains(String host, int port) {
    String name = host.toLowerCase(Locale.ROOT);
    byte[] address = NetUtil.createByteArrayFromIpAddressString(name);
    return isThisMachine(name, address)
        || rules.stream().anyMatch(rule -> rule.contains(name, address, port));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof DirectHosts that && rules.equals(that.rules);
  }

  @Override
  public int hashCode() {
    return rules.hashCode();
  }

  @Override
  public String toString() {
    return "DirectHosts" + rules;
  }

  private static boolean isThisMachine(String name, byte @Nullable [] address) {
    if (address == null) {
      return name.equals("localhost");
    }
    return address.length == 4 ? address[0] == LOOPBACK_4 : name.equals("::1");
  }

  private static @Nullable Rule rule(String text) {
    Matcher form = ENTRY.matcher(text.toLowerCase(Locale.ROOT));
    if (!form.matches()) {
      return null;
    }
    int port = form.group(3) == null ? 0 : Integer.parseInt(form.group(3));
    String host = form.group(1).replaceAll("^\\[|]$", "");
    byte[] address = NetUtil.createByteArrayFromIpAddressString(host);
    if (port > LAST_PORT || (address == null && form.group(2) != null)) {
      return null;
    }
    return address == null ? named(host, port) : network(address, form.group(2), port);
  }

  private static @Nullable Rule named(String host, int port) {
    if (host.equals("*")) {
      return new Rule.Named("", port);
    }
    String name = host.startsWith("*.") ? host.substring(1) : host;
    boolean wrong = name.contains("*") || name.contains(":") || name.equals(".");
    return wrong ? null : new Rule.Named(name, port);
  }

  private static @Nullable Rule network(byte[] address, @Nullable String bits, int port) {
    int all = 8 * address.length;
    int length = bits == null ? all : Integer.parseInt(bits);
    return length > all ? null : new Rule.Network(NetUtil.bytesToIpAddress(address), length, port);
  }

  /** One entry; its port is 0 where any will do. */
  private sealed interface Rule {

    boolean contains(String host, byte @Nullable [] address, int port);

    /**
     * @param name begins with a dot where only what is below it is meant; empty: every host
     */
    record Named(String name, int port) implements Rule {

      @Override
      public boolean contains(String host, byte @Nullable [] address, int asked) {
        boolean below = host.endsWith(name.startsWith(".") ? name : "." + name);
        return (port == 0 || port == asked) && (name.isEmpty() || host.equals(name) || below);
      }
    }

    /**
     * @param bits how many bits of the address are those of the network
     */
    record Network(String address, int bits, int port) implements Rule {

      @Override
      public boolean contains(String host, byte @Nullable [] asked, int askedPort) {
        byte[] network = NetUtil.createByteArrayFromIpAddressString(address);
        if (asked == null || network == null || network.length != asked.length) {
          return false;
        }
        return (port == 0 || port == askedPort) && sameBeginning(network, asked);
      }

      private boolean sameBeginning(byte[] one, byte[] other) {
        for (int bit = 0; bit < bits; bit++) {
          int mask = 0x80 >> (bit % 8);
          if ((one[bit / 8] & mask) != (other[bit / 8] & mask)) {
            return false;
          }
        }
        return true;
      }
    }
  }
}
