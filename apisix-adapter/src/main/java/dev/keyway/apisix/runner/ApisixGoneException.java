package dev.keyway.apisix.runner;

import java.io.IOException;

/**
 * APISIX's connection ended while a request was asked about: its time-out passed, or this server
 * was closed. Nothing can be done for the request any more.
 */
public final class ApisixGoneException extends IOException {

  ApisixGoneException(String what) {
    super(what);
  }

  ApisixGoneException(IOException cause) {
    super("the connection to APISIX broke while a request was asked about", cause);
  }
}
