package dev.keyway.scripted;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A port where connecting neither succeeds nor fails: its queue of connections nobody accepts is
 * full, so Linux drops every further attempt without an answer.
 */
final class UnreachablePort {

  private static final int MOST_QUEUED = 16;
  private static final int SILENCE_MILLIS = 100;

  private static @Nullable UnreachablePort one;

  private final ServerSocket server;
  private final List<Socket> queued = new ArrayList<>();

  private UnreachablePort() {
    try {
      server = new ServerSocket();
      server.bind(Loopback.port(0), 1);
      fill();
    } catch (IOException e) {
      throw new UncheckedIOException("no port could be bound on 127.0.0.1", e);
    }
  }

  static synchronized URI url() {
    if (one == null) {
      one = new UnreachablePort();
    }
    return Loopback.url(one.server.getLocalPort());
  }

  private void fill() throws IOException {
    while (queued.size() < MOST_QUEUED) {
      Socket socket = new Socket();
      queued.add(socket);
      try {
        socket.connect(server.getLocalSocketAddress(), SILENCE_MILLIS);
      } catch (SocketTimeoutException full) {
        return;
      }
    }
    throw new IllegalStateException("this system accepts connections beyond the backlog");
  }
}
