package dev.keyway.kong.pdk;

import java.io.IOException;

/**
 * Kong's connection ended while an event was under way: the client left, Kong's time-out passed, a
 * call was one that Kong takes for an error, or this server was closed. Nothing can be done for the
 * request any more.
 */
public final class KongGoneException extends IOException {

  KongGoneException() {
    super("Kong closed the connection within an event");
  }

  KongGoneException(IOException cause) {
    super("the connection to Kong broke within an event", cause);
  }
}
