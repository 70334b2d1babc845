package dev.keyway.testkit.apisix;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code ctx.var}: APISIX's own variables, and nginx's. */
final class Variables {

  private static final String HEADER = "http_";
  private static final String ARGUMENT = "arg_";

  private Variables() {}

  /** Null when it is not set, or not known. */
  static @Nullable String of(ApisixRequest request, String name) {
    String own = request.variables().get(name);
    return own == null ? nginxs(request, name) : own;
  }

  private static @Nullable String nginxs(ApisixRequest request, String name) {
    if (name.startsWith(HEADER)) {
      return header(request, name.substring(HEADER.length()));
    }
    if (name.startsWith(ARGUMENT)) {
      return argument(request, name.substring(ARGUMENT.length()));
    }
    return switch (name) {
      case "uri" -> request.uri();
      case "request_uri" -> request.withQuery(request.uri());
      case "real_request_uri" -> request.target();
      case "request_method", "method" -> request.method();
      case "remote_addr" -> request.client().getHostAddress();
      case "scheme" -> "http";
      case "upstream_uri" -> request.upstreamUri();
      case "upstream_host" -> request.upstreamHost();
      default -> null;
    };
  }

  private static @Nullable String header(ApisixRequest request, String variable) {
    for (String name : request.headers().names()) {
      if (name.toLowerCase(Locale.ROOT).replace('-', '_').equals(variable)) {
        return String.join(", ", request.headers().all(name));
      }
    }
    return null;
  }

  /** Nginx's: the first of this name, and not decoded. */
  private static @Nullable String argument(ApisixRequest request, String name) {
    return Arrays.stream(request.query().split("&", -1))
        .filter(each -> each.startsWith(name + "="))
        .map(each -> each.substring(name.length() + 1))
        .findFirst()
        .orElse(null);
  }
}
