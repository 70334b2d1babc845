package dev.keyway.http;

import java.net.URI;

/**
 * Reads scheme, host and port of a URL. Unlike {@link URI#getHost()} the host is never null: names
 * with an underscore, which container networks use, are hosts here.
 */
public final class Origin {

  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  private Origin() {}

  /** Whether a connection to it is to be encrypted. */
  public static boolean tls(URI url) {
    return url.getScheme().equalsIgnoreCase("https");
  }

  /** The host's name or address, an IPv6 one without its brackets. */
  public static String host(URI url) {
    String authority = url.getRawAuthority();
    int colon = portColon(authority);
    String host = colon < 0 ? authority : authority.substring(0, colon);
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** The port: the one written, else the scheme's. */
  public static int port(URI url) {
    String authority = url.getRawAuthority();
    int colon = portColon(authority);
    if (colon < 0 || colon == authority.length() - 1) {
      return tls(url) ? HTTPS : HTTP;
    }
    return Integer.parseInt(authority, colon + 1, authority.length(), 10);
  }

  private static int portColon(String authority) {
    int colon = authority.lastIndexOf(':');
    return colon > authority.indexOf(']') ? colon : -1;
  }
}
