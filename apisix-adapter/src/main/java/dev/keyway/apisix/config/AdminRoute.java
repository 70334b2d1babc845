package dev.keyway.apisix.config;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keyway.apisix.KeywayRoute;
import dev.keyway.hostconfig.Authentication;
import dev.keyway.hostconfig.PrettyJson;

/** A route as APISIX's Admin API takes it: JSON, which has no place for comments. */
final class AdminRoute {

  private final ApisixSetup setup;
  private final ApisixRoute route;

  AdminRoute(ApisixSetup setup) {
    this.setup = setup;
    this.route = new ApisixRoute(setup.routes().getFirst(), setup);
  }

  String json() {
    ObjectNode made = JsonNodeFactory.instance.objectNode();
    made.put("id", route.name()).put("name", route.name());
    made.put(
        "desc",
        "Made by `keyway apisix route`. config.yaml needs ext-plugin: {path_for_test: %s}"
            .formatted(setup.socket()));
    made.putArray("uris").add(route.uri());
    made.putObject("timeout")
        .put("connect", ApisixRoutes.CONNECT_SECONDS)
        .put("send", route.silenceSeconds())
        .put("read", route.silenceSeconds());
    plugins(made.putObject("plugins"));
    upstream(made.putObject("upstream"));
    return PrettyJson.of(made);
  }

  private void plugins(ObjectNode plugins) {
    if (setup.authentication() == Authentication.KEY_AUTH) {
      plugins
          .putObject("key-auth")
          .put("header", ApisixRoutes.KEY_HEADER)
          .put("hide_credentials", true);
    }
    if (setup.apisix().hasProxyBuffering()) {
      plugins.putObject("proxy-buffering").put("disable_proxy_buffering", true);
    }
    ObjectNode asking = plugins.putObject(KeywayRoute.STANDS_IN);
    asking.put("allow_degradation", false);
    asking.putArray("conf").addObject().put("name", KeywayRoute.NAME).put("value", route.value());
  }

  private void upstream(ObjectNode upstream) {
    upstream.put("type", "roundrobin");
    upstream
        .putArray("nodes")
        .addObject()
        .put("host", setup.relayHost())
        .put("port", setup.relay().port())
        .put("weight", 1);
    upstream.put("scheme", setup.scheme()).put("pass_host", "node").put("retries", 0);
  }
}
