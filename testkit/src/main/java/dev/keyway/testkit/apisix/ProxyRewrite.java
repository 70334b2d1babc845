package dev.keyway.testkit.apisix;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** APISIX's plugin {@code proxy-rewrite}, as far as {@code regex_uri}, {@code uri}, headers set. */
final class ProxyRewrite {

  static final String NAME = "proxy-rewrite";

  private ProxyRewrite() {}

  static void rewrite(PluginConf plugin, ApisixRequest request) {
    String uri = uri(plugin, request.uri());
    if (uri != null) {
      request.upstreamUri(request.withQuery(Uris.escapedPath(uri)));
    }
    if (plugin.conf().get("headers") instanceof Map<?, ?> headers
        && headers.get("set") instanceof Map<?, ?> set) {
      set.forEach((name, value) -> request.setHeader(name.toString(), value.toString()));
    }
  }

  private static @Nullable String uri(PluginConf plugin, String uri) {
    String other = plugin.text("uri");
    if (other != null) {
      return other;
    }
    return plugin.conf().get("regex_uri") instanceof List<?> pair
        ? uri.replaceFirst(pair.getFirst().toString(), pair.get(1).toString())
        : null;
  }
}
