package dev.keyway.envoy.config;

import dev.keyway.hostconfig.Template;
import dev.keyway.hostconfig.Yaml;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where Envoy listens, or where it finds somebody. */
public sealed interface Address {

  /** How a Unix socket's path is told from a host. */
  String UNIX = "unix:";

  /** The address of this text, {@code HOST:PORT} or {@code unix:PATH}; or null. */
  static @Nullable Address parse(String text) {
    if (text.startsWith(UNIX)) {
      String path = text.substring(UNIX.length());
      return path.startsWith("/") && path.length() <= Unix.LONGEST ? new Unix(path) : null;
    }
    return Tcp.parse(text);
  }

  /** As Envoy's configuration has it. */
  Yaml yaml();

  /** The type of a cluster that has this one endpoint. */
  Yaml clusterType();

  /** How its name is resolved, if it is a name. */
  Yaml family();

  /**
   * A Unix socket.
   *
   * @param path from the root
   */
  record Unix(String path) implements Address {

    /** What the kernel has room for, less the zero at its end: unix(7). */
    static final int LONGEST = 107;

    @Override
    public Yaml yaml() {
      return Template.of("{pipe: {path: ${path}}}").with("path", path).inline();
    }

    @Override
    public Yaml clusterType() {
      return Yaml.text("STATIC");
    }

    @Override
    public Yaml family() {
      return Yaml.NOTHING;
    }

    @Override
    public String toString() {
      return UNIX + path;
    }
  }

  /**
   * A TCP port.
   *
   * @param host a name or an IP address, an IPv6 one without its brackets
   */
  record Tcp(String host, int port) implements Address {

    private static final int LAST_PORT = 65_535;
    private static final Pattern FORM = Pattern.compile("(?:\\[(.*)]|([^:]*)):([0-9]{1,5})");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");
    private static final Pattern IP =
        Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    /** The address of this text, {@code HOST:PORT}, or null. */
    static @Nullable Tcp parse(String text) {
      Matcher form = FORM.matcher(text);
      if (!form.matches()) {
        return null;
      }
      String host = form.group(1) == null ? form.group(2) : form.group(1);
      return of(host, Integer.parseInt(form.group(3)));
    }

    /** The address, or null when the host is neither a name nor an IP address, or no port is. */
    static @Nullable Tcp of(String host, int port) {
      boolean known = NAME.matcher(host).matches() || IP.matcher(host).matches();
      return known && port > 0 && port <= LAST_PORT ? new Tcp(host, port) : null;
    }

    /** Whether the host is an IP address. */
    boolean isIp() {
      return IP.matcher(host).matches();
    }

    @Override
    public Yaml yaml() {
      return Template.of("{socket_address: {address: ${host}, port_value: ${port}}}")
          .with("host", host)
          .with("port", Yaml.number(port))
          .inline();
    }

    @Override
    public Yaml clusterType() {
      return Yaml.text(isIp() ? "STATIC" : "STRICT_DNS");
    }

    /** Else IPv6 alone is tried where a host has both, also where nothing leads there. */
    @Override
    public Yaml family() {
      return isIp() ? Yaml.NOTHING : new Yaml("dns_lookup_family: ALL");
    }

    @Override
    public String toString() {
      return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
  }
}
