package dev.keyway.kong.pdk;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An answer to the client, instead of the upstream's. */
public interface Response {

  /**
   * {@code kong.response.exit}: answers the client, and the request ends here. Kong never replies
   * to this call, and closes the connection when it has answered: it is the last thing an event
   * sends.
   *
   * @param status 100 to 599
   * @param body null or empty for none
   * @param headers several values become several lines. Without a Content-Type none is sent; the
   *     Content-Length is Kong's
   * @throws IllegalArgumentException for another status, which Kong would answer with 500
   */
  void exit(int status, byte @Nullable [] body, Map<String, List<String>> headers)
      throws KongGoneException;
}
