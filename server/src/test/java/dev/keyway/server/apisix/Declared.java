package dev.keyway.server.apisix;

import dev.keyway.testkit.Consumer;
import dev.keyway.testkit.GatewaySetup;
import dev.keyway.testkit.Route;
import dev.keyway.testkit.apisix.ApisixVersion;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Configurations of APISIX. Consumers are known by a key. Somebody without is the consumer {@code
 * anonymous}, where APISIX has such, or none: who may call is the policy's to say.
 *
 * @param version what it is for
 */
record Declared(ApisixVersion version) {

  /** Keyway takes the prefix off where APISIX leaves it on. */
  private static final String NOT_STRIPPED = "teams";

  private static final String RELAY = "relay.example:8710";

  /** An {@code apisix.yaml} for a setup. */
  String apisixYaml(GatewaySetup setup) {
    String routes = setup.routes().stream().map(this::route).collect(Collectors.joining());
    return apisixYaml(setup, routes);
  }

  /** The same, with these routes. */
  static String apisixYaml(GatewaySetup setup, String routes) {
    return """
    routes:
    %s
    upstreams:
      - {id: relay, type: roundrobin, nodes: {"%s": 1}, pass_host: node, retries: 0}
    consumers:
      - {username: anonymous, plugins: {}}
    %s
    consumer_groups:
    %s
    #END
    """
        .formatted(
            routes,
            RELAY,
            setup.consumers().stream().map(Declared::consumer).collect(Collectors.joining()),
            setup.consumers().stream().map(Declared::group).collect(Collectors.joining()));
  }

  private String route(Route route) {
    String stripped =
        route.prefix().isEmpty() || route.id().equals(NOT_STRIPPED)
            ? ""
            : "proxy-rewrite: {regex_uri: [\"^%s/(.*)\", \"/$1\"]}".formatted(route.prefix());
    return route(route, stripped, keyway(route));
  }

  /**
   * A route.
   *
   * @param more plugins beside the one that knows consumers, a line of YAML
   * @param keyway those that ask Keyway, a line of YAML
   */
  String route(Route route, String more, String keyway) {
    return """
      - id: %s
        uri: %s/*
        upstream_id: relay
        plugins:
          key-auth: %s
          %s
          %s
    """
        .formatted(
            id(route),
            route.prefix(),
            version.hasAnonymousConsumers()
                ? "{anonymous_consumer: anonymous}"
                : "{_meta: {filter: [[http_apikey, \"~~\", \".+\"]]}}",
            more,
            keyway);
  }

  /** What asks Keyway on a route. */
  static String keyway(Route route) {
    String prefix = route.prefix().isEmpty() ? "" : ",\"prefix\":\"%s\"".formatted(route.prefix());
    return asking("ext-plugin-post-req", "{\"policy\":\"%s\"%s}".formatted(route.policy(), prefix));
  }

  /** A plugin of APISIX's that asks Keyway, once for each of these values. */
  static String asking(String plugin, String... values) {
    return Arrays.stream(values)
        .map("{name: keyway, value: '%s'}"::formatted)
        .collect(Collectors.joining(", ", plugin + ": {conf: [", "]}"));
  }

  /** They differ where one policy has several routes. */
  static String id(Route route) {
    return route.id() + route.prefix().replace('/', '-');
  }

  private static String consumer(Consumer consumer) {
    return "  - {username: %s, group_id: %s, plugins: {key-auth: {key: %s}}}\n"
        .formatted(consumer.name(), consumer.groups().getFirst(), key(consumer));
  }

  private static String group(Consumer consumer) {
    return "  - {id: %s, plugins: {}}\n".formatted(consumer.groups().getFirst());
  }

  private static String key(Consumer consumer) {
    return "key-of-" + consumer.name();
  }

  /** What a consumer sends. */
  static Map<String, String> credential(Consumer consumer) {
    return Map.of("apikey", key(consumer));
  }
}
