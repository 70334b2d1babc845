package dev.keyway.kong.pdk;

import dev.keyway.socket.UnixSocket;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Serves plugins to Kong on a Unix socket, a virtual thread a connection. */
public final class PluginServer implements AutoCloseable {

  private PluginServer() {}

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

  /** Starts it, and returns when Kong can connect. */
  public static PluginServer start(
      UnixSocket socket, List<KongPlugin> plugins, ServerOptions options) throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * Takes no new connections and ends those that wait for an event; events that are under way end
   * as usual. Kong opens the connections it needs at who took the socket over.
   */
  public void stopAccepting() {}

  /** Waits until no event is under way any more, for at most this long. */
  public void awaitEnd(Duration grace) {}

  /** Ends everything at once, and closes all instances. */
  @Override
  public void close() {}
}
