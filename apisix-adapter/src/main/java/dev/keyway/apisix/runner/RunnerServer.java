package dev.keyway.apisix.runner;

import dev.keyway.socket.SocketServer;
import dev.keyway.socket.UnixSocket;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Serves plugins to APISIX on a Unix socket, a thread a connection. */
public final class RunnerServer implements AutoCloseable {

  /** How many configurations are kept. Past it, the one that was longest unused is forgotten. */
  private static final int MOST_CONFS = 10_000;

  /** APISIX itself keeps a token for an hour at most. */
  private static final Duration UNUSED_FOR = Duration.ofDays(1);

  private final SocketServer server;

  private RunnerServer(SocketServer server) {
    this.server = server;
  }

  /**
   * Starts it, and returns when APISIX can connect.
   *
   * @param socket what {@code ext-plugin.path_for_test} in APISIX's config.yaml names. Its workers
   *     must be let in: they run as {@code nobody} unless {@code nginx_config.user} says otherwise
   * @param plugins of different names
   * @throws IOException when the socket can't be there; the message says why
   */
  public static RunnerServer start(UnixSocket socket, List<A6Plugin> plugins) throws IOException {
    Confs confs =
        new Confs(MOST_CONFS, UNUSED_FOR, System::nanoTime, Tokens.random(new SecureRandom()));
    return start(socket, plugins, confs);
  }

  static RunnerServer start(UnixSocket socket, List<A6Plugin> plugins, Confs confs)
      throws IOException {
    RunnerService service =
        new RunnerService(byName(plugins), confs, new Complaints(System::nanoTime));
    return new RunnerServer(SocketServer.start(socket, "apisix", service));
  }

  private static Map<String, A6Plugin> byName(List<A6Plugin> plugins) {
    Map<String, A6Plugin> byName = new HashMap<>();
    for (A6Plugin plugin : plugins) {
      if (byName.put(plugin.name(), plugin) != null) {
        throw new IllegalArgumentException("two plugins are named " + plugin.name());
      }
    }
    return Map.copyOf(byName);
  }

  /**
   * Takes no new connections and ends those that rest; requests that are under way are answered.
   * APISIX opens the connections it needs at who took the socket over.
   */
  public void stopAccepting() {
    server.stopAccepting();
  }

  /** Waits until no connection is left, for at most this long. */
  public void awaitEnd(Duration grace) {
    server.awaitEnd(grace);
  }

  /** Ends everything at once. */
  @Override
  public void close() {
    server.close();
  }
}
