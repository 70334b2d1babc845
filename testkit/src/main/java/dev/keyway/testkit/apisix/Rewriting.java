package dev.keyway.testkit.apisix;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Changes a request as the runner says.
 *
 * @param arguments as the runner was told of them
 */
record Rewriting(Worker worker, ApisixRequest request, Arguments arguments) {

  /** Headers of answers that a runner does not set, and of which upstream's are not copied. */
  static final Set<String> EXCLUDED =
      Set.of(
          "connection",
          "content-length",
          "transfer-encoding",
          "location",
          "server",
          "www-authenticate",
          "content-encoding",
          "content-type",
          "content-location",
          "content-language");

  void rewrite(RewriteMessage said) {
    said.headers().forEach(header -> request.setHeader(header.name(), header.value()));
    if (said.body().length > 0) {
      body(said.body());
    }
    for (Entry header : said.responseHeaders()) {
      String name = header.name().toLowerCase(Locale.ROOT);
      if (!EXCLUDED.contains(name) && header.value() != null) {
        request.addResponseHeader(name, header.value());
      }
    }
    arguments(said.arguments());
    String path = said.path();
    if (path != null) {
      path(Uris.escapedPath(path), !said.arguments().isEmpty());
    }
  }

  private void body(byte[] body) {
    request.body(body);
    request.setHeader("Content-Length", Integer.toString(body.length));
  }

  private void arguments(List<Entry> changes) {
    if (changes.isEmpty()) {
      return;
    }
    Set<String> changed = new HashSet<>();
    for (Entry change : changes) {
      if (change.value() == null) {
        arguments.remove(change.name());
      } else {
        if (changed.add(change.name())) {
          arguments.remove(change.name());
        }
        arguments.add(change);
      }
    }
    request.arguments(arguments, worker.chance());
  }

  private void path(String path, boolean argumentsToo) {
    if (worker.version().keepsQuery()) {
      request.upstreamUri(request.withQuery(path));
    } else {
      request.upstreamUri(argumentsToo ? path + "?" + request.query() : path);
    }
  }
}
