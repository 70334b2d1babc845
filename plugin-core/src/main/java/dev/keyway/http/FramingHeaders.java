package dev.keyway.http;

import java.util.Set;

/**
 * Headers that only whoever sends a message can know, because they belong to its way over one
 * connection or say how its body is sent. The lists of what policies may set, of what goes on to a
 * provider and of what comes back from one all begin with these.
 */
public final class FramingHeaders {

  /** RFC 9110, section 7.6.1, with those of HTTP/2's upgrade (RFC 7540, section 3.2.1). */
  private static final Set<String> ONE_HOP =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "http2-settings");

  private static final Set<String> BODY = Set.of("content-length", "content-encoding");

  private FramingHeaders() {}

  /** Whether a header, by its name in lower case, is for one connection only. */
  public static boolean areOfOneHop(String lowerCaseName) {
    return ONE_HOP.contains(lowerCaseName);
  }

  /** Whether it is that, or says how long or how coded the body is. */
  public static boolean contain(String lowerCaseName) {
    return ONE_HOP.contains(lowerCaseName) || BODY.contains(lowerCaseName);
  }
}
