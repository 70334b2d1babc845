package dev.keyway.server.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An address to listen on.
 *
 * @param host a name or an IP address, an IPv6 one without its brackets
 * @param port 0: any free one
 */
public record HostAndPort(String host, int port) {

  private static final Pattern FORM =
      Pattern.compile("(\\[([0-9a-fA-F:.]+)]|[^\\[\\]:/\\s]+):([0-9]{1,5})");
  private static final Pattern LOOPBACK_4 =
      Pattern.compile("127\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}");
  private static final int LAST_PORT = 65_535;

  /** The address, or null when the text is none of the form {@code HOST:PORT}. */
  public static @Nullable HostAndPort parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches() || Integer.parseInt(form.group(3)) > LAST_PORT) {
      return null;
    }
    String bracketed = form.group(2);
    return new HostAndPort(
        bracketed == null ? form.group(1) : bracketed, Integer.parseInt(form.group(3)));
  }

  /** Whether only this machine can reach it; no name but {@code localhost} is trusted to be so. */
  public boolean isLoopback() {
    return host.equalsIgnoreCase("localhost")
        || host.equals("::1")
        || LOOPBACK_4.matcher(host).matches();
  }

  /** Where to find who listens there, from this machine: who listens everywhere is reached here. */
  public HostAndPort reachable() {
    return switch (host) {
      case "0.0.0.0" -> new HostAndPort("127.0.0.1", port);
      case "::" -> new HostAndPort("::1", port);
      default -> this;
    };
  }

  /** The same host with the port that was bound. */
  public HostAndPort withPort(int bound) {
    return new HostAndPort(host, bound);
  }

  /** As in a URL: {@code 127.0.0.1:8700}, {@code [::1]:8700}. */
  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
