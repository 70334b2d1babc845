package dev.keyway.socket;

import java.io.IOException;

/** What a {@link SocketServer} serves: one gateway's protocol. */
@FunctionalInterface
public interface SocketService {

  /**
   * Holds one conversation, to its end; the connection is closed when it returns. It runs on a
   * thread of its own.
   *
   * @throws IOException when the connection broke
   */
  void serve(SocketConnection connection) throws IOException;
}
