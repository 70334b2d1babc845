package dev.keyway.bench.gateway;

import dev.keyway.apisix.runner.A6Filter;
import dev.keyway.apisix.runner.A6Plugin;
import dev.keyway.apisix.runner.ConfKey;
import dev.keyway.apisix.runner.Entry;
import dev.keyway.apisix.runner.Rewrite;
import dev.keyway.apisix.runner.RunnerServer;
import java.io.IOException;
import java.util.List;

/**
 * What the runner itself costs, without a plugin of any use: {@code nothing} asks nothing, {@code
 * calls} asks what Keyway's plugin asks, and sets a header of the same length.
 *
 * <p>{@code EmptyApisixPlugins SOCKET}
 */
public final class EmptyApisixPlugins {

  private EmptyApisixPlugins() {}

  private record Empty(String name, A6Filter filter) implements A6Plugin {
    @Override
    public A6Filter prepare(ConfKey key, List<String> values) {
      return filter;
    }
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    Entry context = new Entry("x-keyway-context", EmptyServer.TOKEN);
    A6Plugin nothing = new Empty("nothing", request -> Rewrite.NOTHING);
    A6Plugin calls =
        new Empty(
            "calls",
            request -> {
              var unused = request.variables("consumer_name", "consumer_group_id", "route_id");
              return Rewrite.headers(context);
            });
    EmptyServer.serve(RunnerServer.start(EmptyServer.socket(args), List.of(nothing, calls)));
  }
}
