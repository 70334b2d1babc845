package dev.keyway.rule;

/**
 * Where a client is sent.
 *
 * @param url the whole URL
 * @param location what the {@code location} header says (RFC 9110, section 10.2.2)
 */
record Redirection(String url, String location) {

  /**
   * What an edited URL means. As long as only path and query change, the location is a path: the
   * client knows best by which scheme and host it came, while this end may stand behind a gateway
   * that ends TLS.
   *
   * @param from the URL before
   */
  static Redirection of(UrlEdit.Changed changed, UrlParts from) {
    String url = whole(changed, from);
    return new Redirection(url, isLocal(UrlParts.of(url), from) ? local(url) : url);
  }

  /** What names no host is at the one that was asked. */
  private static String whole(UrlEdit.Changed changed, UrlParts from) {
    UrlParts to = changed.parts();
    String origin = from.scheme() + "://" + from.authority();
    if (to.scheme() == null && to.path().startsWith("/")) {
      return origin + changed.text();
    }
    boolean nowhere = to.authority() != null && to.authority().isEmpty();
    return nowhere ? origin + to.target() : changed.text();
  }

  /** Two slashes would begin a host. */
  private static boolean isLocal(UrlParts to, UrlParts from) {
    return to.hasSameOrigin(from) && to.path().startsWith("/") && !to.path().startsWith("//");
  }

  private static String local(String url) {
    UrlParts parts = UrlParts.of(url);
    return parts.fragment() == null ? parts.target() : parts.target() + "#" + parts.fragment();
  }
}
