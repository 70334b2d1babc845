package dev.keyway.testkit.apisix;

import dev.keyway.http.Headers;
import dev.keyway.testkit.openresty.Lua;
import java.util.Map;

/** What nginx answers where nobody gave a body. */
final class NginxPage {

  private static final Map<Integer, String> REASONS =
      Map.of(
          400, "Bad Request",
          401, "Unauthorized",
          403, "Forbidden",
          404, "Not Found",
          422, "Unprocessable Entity",
          429, "Too Many Requests",
          500, "Internal Server Error",
          502, "Bad Gateway",
          503, "Service Temporarily Unavailable");

  private NginxPage() {}

  /** The page of an error. */
  static Outcome.Answered of(int status) {
    return of(status, Headers.empty());
  }

  static Outcome.Answered of(int status, Headers headers) {
    String title = status + " " + REASONS.getOrDefault(status, "Error");
    String page =
        """
        <html>
        <head><title>%1$s</title></head>
        <body>
        <center><h1>%1$s</h1></center>
        <hr><center>nginx/1.22.1</center>
        </body>
        </html>
        """
            .formatted(title)
            .replace("\n", "\r\n");
    return new Outcome.Answered(
        status, Lua.bytes(page), headers.toBuilder().set("Content-Type", "text/html").build());
  }
}
