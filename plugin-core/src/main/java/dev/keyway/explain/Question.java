package dev.keyway.explain;

import dev.keyway.access.Caller;
import dev.keyway.http.Headers;
import dev.keyway.request.Surface;
import org.jspecify.annotations.Nullable;

/**
 * A request to be explained.
 *
 * @param method the HTTP method
 * @param path the path, without its query
 * @param query the raw query without its question mark, or null
 * @param headers what the client sends along; a credential of its own may be among them. What an
 *     access key or a host's context would add is added for the caller
 * @param body the JSON as the client would send it
 * @param caller who calls, and who vouches for that
 * @param route the host gateway's route, or the listener's name
 */
public record Question(
    String method,
    String path,
    @Nullable String query,
    Headers headers,
    byte[] body,
    Caller caller,
    String route) {

  /** A request to an endpoint of models, as its clients send it. */
  public static Question to(
      Surface surface,
      @Nullable String query,
      Headers headers,
      byte[] body,
      Caller caller,
      String route) {
    return new Question(surface.method(), surface.path(), query, headers, body, caller, route);
  }

  /** Prints neither query nor headers, which may hold a key, nor what the client wrote. */
  @Override
  public String toString() {
    return "Question[" + method + " " + path + ", " + body.length + " bytes]";
  }
}
