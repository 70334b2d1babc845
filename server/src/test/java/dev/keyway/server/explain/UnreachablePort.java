package dev.keyway.server.explain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/** A port of this machine that refuses connections: taken, so that nobody else listens there. */
final class UnreachablePort implements AutoCloseable {

  private final Socket taken = new Socket();

  UnreachablePort() {
    try {
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + taken.getLocalPort());
  }

  @Override
  public void close() throws IOException {
    taken.close();
  }
}
