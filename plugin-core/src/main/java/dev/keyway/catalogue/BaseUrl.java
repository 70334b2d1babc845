package dev.keyway.catalogue;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Addresses of endpoints, and how they move when somebody says that a provider is elsewhere. */
final class BaseUrl {

  private BaseUrl() {}

  /**
   * Where an endpoint is once its provider's main address has moved from {@code main} to {@code
   * target}: what stood below the main address stands at the same place below the target. An
   * endpoint that stood elsewhere moves to the target itself, for nothing may go on to an address
   * that was replaced. The target's query is kept, after the endpoint's own.
   */
  static URI move(URI endpoint, URI main, URI target) {
    String below = below(path(endpoint), path(main), sameServer(endpoint, main));
    String path = below.isEmpty() ? target.getRawPath() : path(target) + below;
    String query = joined(endpoint.getRawQuery(), target.getRawQuery());
    return URI.create(
        target.getScheme()
            + "://"
            + target.getRawAuthority()
            + (path == null ? "" : path)
            + (query == null ? "" : "?" + query));
  }

  /** Whether Azure answers there: its deployments know keys only in a header of their own. */
  static boolean isAzureOpenAi(@Nullable URI url) {
    String host = url == null ? null : url.getHost();
    return host != null && host.toLowerCase(Locale.ROOT).endsWith(".openai.azure.com");
  }

  private static String below(String path, String main, boolean sameServer) {
    boolean inside = sameServer && (path.equals(main) || path.startsWith(main + "/"));
    return inside ? path.substring(main.length()) : "";
  }

  private static boolean sameServer(URI one, URI other) {
    return one.getRawAuthority().equalsIgnoreCase(other.getRawAuthority());
  }

  /** The path without a slash at its end. */
  private static String path(URI url) {
    String path = url.getRawPath();
    return path == null ? "" : path.replaceFirst("/+$", "");
  }

  private static @Nullable String joined(@Nullable String first, @Nullable String second) {
    return first == null ? second : second == null ? first : first + "&" + second;
  }
}
