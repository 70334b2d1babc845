package dev.keyway.relay;

import dev.keyway.classify.Outcome.Stage;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/**
 * At which stage of an exchange a failure struck, from what the library threw before a connection
 * stood.
 */
final class Breakage {

  private Breakage() {}

  /** The stage of a failure to open a connection. */
  static Stage whileConnecting(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownHostException) {
        return Stage.DNS;
      }
      if (cause instanceof SSLException) {
        return Stage.TLS;
      }
      if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
        return Stage.CONNECT;
      }
    }
    return Stage.CONNECT;
  }
}
