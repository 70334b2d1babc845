package dev.keyway.bench.gateway;

import dev.keyway.kong.pdk.KongPlugin;
import dev.keyway.kong.pdk.PluginInstance;
import dev.keyway.kong.pdk.PluginServer;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * What the bridge itself costs, without a plugin of any use: {@code nothing} calls nothing, {@code
 * calls} makes the calls that Keyway's plugin makes, and sets a header of the same length.
 *
 * <p>{@code EmptyKongPlugins SOCKET}
 */
public final class EmptyKongPlugins {

  private EmptyKongPlugins() {}

  private record Empty(String name, PluginInstance instance) implements KongPlugin {
    @Override
    public PluginInstance start(byte[] configJson) {
      return instance;
    }
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    Map<String, List<String>> context = Map.of("x-keyway-context", List.of(EmptyServer.TOKEN));
    KongPlugin nothing = new Empty("nothing", kong -> {});
    KongPlugin calls =
        new Empty(
            "calls",
            kong -> {
              var unused = kong.client().authenticated();
              kong.service().request().setHeaders(context);
            });
    EmptyServer.serve(PluginServer.start(EmptyServer.socket(args), List.of(nothing, calls)));
  }
}
