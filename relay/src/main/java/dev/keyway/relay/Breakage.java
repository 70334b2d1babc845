package dev.keyway.relay;

import dev.keyway.classify.Outcome.Stage;
import io.netty.handler.proxy.ProxyConnectException;
import io.vertx.core.VertxException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * What a failure that the library threw says of an exchange: at which stage it struck, and whether
 * the provider can have served the request.
 */
final class Breakage {

  /** RFC 9113, section 7. */
  private static final long REFUSED_STREAM = 7;

  private Breakage() {}

  /**
   * Whether the provider says by this failure that it has done nothing with the request (RFC 9113,
   * section 8.7).
   */
  static boolean refusedUnserved(Throwable failure) {
    return failure instanceof StreamResetException reset && reset.getCode() == REFUSED_STREAM;
  }

  /** Whether the two sides could not agree on TLS, or one said so when it was spoken already. */
  static boolean ofTls(Throwable failure) {
    return failure instanceof SSLException;
  }

  /** Whether the other side closed or reset the connection. */
  static boolean connectionLost(Throwable failure) {
    return failure instanceof HttpClosedException || failure instanceof IOException;
  }

  /** The stage of a failure to open a connection. */
  static Stage whileConnecting(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ProxyConnectException || cause instanceof ProxyFailure) {
        return Stage.PROXY;
      }
      if (cause instanceof UnknownHostException) {
        return Stage.DNS;
      }
      if (ofTls(cause) || cause instanceof VertxException) {
        // The latter: closed as soon as it stood, which is how TLS 1.3 refuses a certificate.
        return Stage.TLS;
      }
      if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
        return Stage.CONNECT;
      }
    }
    return Stage.CONNECT;
  }

  /** A failure to get anywhere by way of the egress proxy; one of TLS is the provider's. */
  static Throwable onTheWayThrough(Throwable failure) {
    return failure instanceof SSLException ? failure : new ProxyFailure(failure);
  }

  /** Whether another address of the same host may do better. */
  static boolean addressFailed(Throwable failure) {
    return failure instanceof ConnectException
        || failure instanceof NoRouteToHostException
        || failure instanceof TimeoutException;
  }

  /** The egress proxy could not be reached. */
  static final class ProxyFailure extends IOException {

    private static final long serialVersionUID = 1L;

    ProxyFailure(Throwable cause) {
      super("the egress proxy could not be reached", cause);
    }
  }
}
