package dev.keyway.testkit.openresty;

import dev.keyway.http.Headers;
import java.util.Map;

/** What a gateway makes of a request. */
public sealed interface Verdict {

  /** It ends here. */
  record Ends(int status, byte[] body, Headers headers) implements Verdict {}

  /**
   * Nginx sends it on, with its body.
   *
   * @param target path and query that upstream sees
   * @param host what it sees as {@code Host}
   * @param headers all others; they may differ from what came in {@link Told#SETTABLE} only
   * @param more what the gateway's own lines of nginx's configuration read, by the names of the
   *     variables {@code $upstream_http_x_peer_NAME}
   */
  record GoesOn(String target, String host, Headers headers, Map<String, String> more)
      implements Verdict {}
}
