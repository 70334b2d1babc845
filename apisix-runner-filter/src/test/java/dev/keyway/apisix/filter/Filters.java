package dev.keyway.apisix.filter;

import java.util.function.Consumer;
import org.apache.apisix.plugin.runner.HttpRequest;
import org.apache.apisix.plugin.runner.HttpResponse;
import org.apache.apisix.plugin.runner.filter.PluginFilter;
import org.apache.apisix.plugin.runner.filter.PluginFilterChain;

/** Other filters of the runner. */
final class Filters {

  private Filters() {}

  /** One that does this to each response. */
  static PluginFilter that(Consumer<HttpResponse> acts) {
    return new PluginFilter() {
      @Override
      public String name() {
        return "other";
      }

      @Override
      public void filter(HttpRequest request, HttpResponse response, PluginFilterChain chain) {
        acts.accept(response);
        chain.filter(request, response);
      }
    };
  }
}
