package dev.keyway.rule;

import org.jspecify.annotations.Nullable;

/**
 * Where a rewritten request goes.
 *
 * @param url the whole URL
 * @param authority the host that later rules see, or null when it stays; nothing is sent there
 * @param path begins with a slash
 * @param query without its question mark
 */
record Rewritten(String url, @Nullable String authority, String path, @Nullable String query) {

  /**
   * What an edited URL means, or null when it has no path.
   *
   * @param from the URL before
   */
  static @Nullable Rewritten of(UrlEdit.Changed changed, UrlParts from) {
    UrlParts to = changed.parts();
    String host = to.authority() == null || to.authority().isEmpty() ? null : to.authority();
    String path = to.path().isEmpty() && host != null ? "/" : to.path();
    if (!path.startsWith("/")) {
      return null;
    }
    UrlParts whole =
        new UrlParts(
            to.scheme() == null ? from.scheme() : to.scheme(),
            host == null ? from.authority() : host,
            path,
            to.query(),
            null);
    return new Rewritten(
        whole.scheme() + "://" + whole.authority() + whole.target(),
        host == null || host.equalsIgnoreCase(from.authority()) ? null : host,
        path,
        to.query());
  }
}
