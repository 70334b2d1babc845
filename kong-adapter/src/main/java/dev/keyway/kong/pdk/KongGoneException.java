package dev.keyway.kong.pdk;

import java.io.IOException;

/**
 * Kong's connection ended while an event was under way: the client left, Kong's time-out passed, a
 * call was one that Kong takes for an error, or this server was closed. Nothing can be done for the
 * request any more.
 */
public final class KongGoneException extends IOException {

  KongGoneException(String message) {
    super(message);
  }

  KongGoneException(IOException cause) {
    super("the connection to Kong ended", cause);
  }
}
