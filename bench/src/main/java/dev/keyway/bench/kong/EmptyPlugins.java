package dev.keyway.bench.kong;

import dev.keyway.kong.pdk.KongPlugin;
import dev.keyway.kong.pdk.PluginInstance;
import dev.keyway.kong.pdk.PluginServer;
import dev.keyway.socket.UnixSocket;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/**
 * What the bridge itself costs, without a plugin of any use: {@code nothing} calls nothing, {@code
 * calls} makes the calls that Keyway's plugin makes, and sets a header of the same length.
 *
 * <p>{@code EmptyPlugins SOCKET}
 */
public final class EmptyPlugins {

  /** As long as the context of a caller with a name and two tags. */
  private static final int TOKEN_CHARACTERS = 200;

  private EmptyPlugins() {}

  private record Empty(String name, PluginInstance instance) implements KongPlugin {
    @Override
    public PluginInstance start(byte[] configJson) {
      return instance;
    }
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    String token = "t".repeat(TOKEN_CHARACTERS);
    KongPlugin nothing = new Empty("nothing", kong -> {});
    KongPlugin calls =
        new Empty(
            "calls",
            kong -> {
              var unused = kong.client().authenticated();
              kong.service().request().setHeaders(Map.of("x-keyway-context", List.of(token)));
            });
    UnixSocket socket =
        new UnixSocket(Path.of(args[0]), PosixFilePermissions.fromString("rw-------"), null);
    PluginServer server = PluginServer.start(socket, List.of(nothing, calls));
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    System.err.println("the empty plugins are ready");
    Thread.currentThread().join();
  }
}
