package dev.keyway.kong.pdk;

import dev.keyway.socket.SocketServer;
import dev.keyway.socket.UnixSocket;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Serves plugins to Kong on a Unix socket, a thread a connection. */
public final class PluginServer implements AutoCloseable {

  private final Instances instances;
  private final SocketServer server;

  private PluginServer(Instances instances, SocketServer server) {
    this.instances = instances;
    this.server = server;
  }

  /**
   * Starts it with the {@linkplain ServerOptions#DEFAULTS usual bounds}.
   *
   * @param socket what {@code pluginserver_NAME_socket} in kong.conf names
   * @param plugins of different names
   * @throws IOException when the socket can't be there; the message says why
   */
  public static PluginServer start(UnixSocket socket, List<KongPlugin> plugins) throws IOException {
    return start(socket, plugins, ServerOptions.DEFAULTS);
  }

  /**
   * Starts it, and returns when Kong can connect.
   *
   * @param socket what {@code pluginserver_NAME_socket} in kong.conf names
   * @param plugins of different names
   * @throws IOException when the socket can't be there; the message says why
   */
  public static PluginServer start(
      UnixSocket socket, List<KongPlugin> plugins, ServerOptions options) throws IOException {
    Instances instances =
        new Instances(
            options.mostInstances(),
            options.unusedFor(),
            System::nanoTime,
            new AtomicInteger(ThreadLocalRandom.current().nextInt())::getAndIncrement);
    PluginService service =
        new PluginService(
            byName(plugins), instances, options.mostFrameBytes(), InstantSource.system());
    return new PluginServer(instances, SocketServer.start(socket, "kong", service));
  }

  private static Map<String, KongPlugin> byName(List<KongPlugin> plugins) {
    Map<String, KongPlugin> byName = new HashMap<>();
    for (KongPlugin plugin : plugins) {
      if (byName.put(plugin.name(), plugin) != null) {
        throw new IllegalArgumentException("two plugins are named " + plugin.name());
      }
    }
    return Map.copyOf(byName);
  }

  /**
   * Takes no new connections and ends those that wait for an event; events that are under way end
   * as usual. Kong opens the connections it needs at who took the socket over.
   */
  public void stopAccepting() {
    server.stopAccepting();
  }

  /** Waits until no event is under way any more, for at most this long. */
  public void awaitEnd(Duration grace) {
    server.awaitEnd(grace);
  }

  /** Ends everything at once, and closes all instances. */
  @Override
  public void close() {
    server.close();
    instances.clear();
  }
}
