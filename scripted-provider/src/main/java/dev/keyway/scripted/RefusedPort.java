package dev.keyway.scripted;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;

/**
 * A port on which nobody listens and nobody else can: a socket is bound to it for as long as the
 * process lives, but accepts nothing, so that the system refuses every connection.
 */
final class RefusedPort {

  private static final Socket BOUND = bind();

  private RefusedPort() {}

  static URI url() {
    return Loopback.url(BOUND.getLocalPort());
  }

  private static Socket bind() {
    try {
      Socket socket = new Socket();
      socket.bind(Loopback.port(0));
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException("no port could be bound on 127.0.0.1", e);
    }
  }
}
