package dev.keyway.testkit.apisix;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

/**
 * Reads APISIX's standalone configuration ({@code apisix.yaml}) as far as tests want it: routes
 * with {@code uri} or {@code uris}, plugins and an upstream, upstreams, consumers with {@code
 * key-auth}, consumer groups.
 */
final class ApisixYml {

  private static final String END = "#END";
  private static final String KEY_AUTH = "key-auth";

  /** What would change where a request goes, or under which configuration. */
  private static final List<String> UNKNOWN =
      List.of("service_id", "plugin_config_id", "host", "hosts", "vars", "script");

  private final Map<String, Map<String, Object>> upstreams = new HashMap<>();
  private final List<ApisixRoute> routes = new ArrayList<>();
  private final Map<String, ApisixConsumer> consumers = new HashMap<>();
  private final Map<String, ApisixConsumer> keys = new HashMap<>();
  private final Set<String> groups = new HashSet<>();

  private ApisixYml() {}

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException when APISIX would not take it, or it is more than is known
   *     here
   */
  static Declaration read(String yaml, ApisixVersion version, long generation) {
    if (yaml.lines().noneMatch(END::equals)) {
      throw new IllegalArgumentException("apisix.yaml: APISIX reads nothing without a line " + END);
    }
    ApisixYml reading = new ApisixYml();
    Map<String, Object> file = fields(new Yaml().load(yaml));
    list(file, "upstreams").forEach(each -> reading.upstreams.put(required(each, "id"), each));
    list(file, "consumer_groups").forEach(each -> reading.groups.add(required(each, "id")));
    list(file, "consumers").forEach(reading::consumer);
    list(file, "routes").forEach(each -> reading.route(each, version));
    return new Declaration(
        generation, reading.routes, reading.consumers, reading.keys, reading.groups);
  }

  private void consumer(Map<String, Object> entity) {
    ApisixConsumer consumer =
        new ApisixConsumer(required(entity, "username"), text(entity, "group_id"));
    consumers.put(consumer.username(), consumer);
    for (PluginConf plugin : plugins(entity)) {
      if (!plugin.name().equals(KEY_AUTH)) {
        throw new IllegalArgumentException("no plugin " + plugin.name() + " of consumers here");
      }
      keys.put(required(plugin.conf(), "key"), consumer);
    }
  }

  private void route(Map<String, Object> entity, ApisixVersion version) {
    for (String field : UNKNOWN) {
      if (entity.containsKey(field)) {
        throw new IllegalArgumentException("apisix.yaml: no " + field + " in this APISIX");
      }
    }
    List<String> uris = new ArrayList<>(texts(entity, "uris"));
    if (entity.containsKey("uri")) {
      uris.add(required(entity, "uri"));
    }
    String id = required(entity, "id");
    List<PluginConf> plugins = plugins(entity);
    plugins.forEach(plugin -> RoutePlugins.check(plugin, version));
    routes.add(new ApisixRoute(id, text(entity, "name"), uris, plugins, upstreamHost(entity)));
  }

  /** What {@code pass_host} makes of the client's. */
  private @Nullable String upstreamHost(Map<String, Object> route) {
    String id = text(route, "upstream_id");
    Map<String, Object> upstream =
        id == null ? fields(route.get("upstream")) : upstreams.getOrDefault(id, Map.of());
    if (upstream.isEmpty()) {
      throw new IllegalArgumentException("apisix.yaml: a route without an upstream");
    }
    String passHost = text(upstream, "pass_host");
    return switch (passHost == null ? "pass" : passHost) {
      case "pass" -> null;
      case "rewrite" -> required(upstream, "upstream_host");
      case "node" -> node(upstream.get("nodes"));
      default -> throw new IllegalArgumentException("apisix.yaml: no pass_host " + passHost);
    };
  }

  /** As {@code HOST:PORT: WEIGHT}, or as a list of hosts and ports. */
  private static String node(@Nullable Object nodes) {
    return switch (nodes) {
      case Map<?, ?> byName when byName.size() == 1 -> byName.keySet().iterator().next().toString();
      case List<?> list when list.size() == 1 -> {
        Map<String, Object> node = fields(list.getFirst());
        yield required(node, "host") + ":" + required(node, "port");
      }
      case null, default ->
          throw new IllegalArgumentException("apisix.yaml: an upstream of one node is known here");
    };
  }

  private static List<PluginConf> plugins(Map<String, Object> entity) {
    List<PluginConf> plugins = new ArrayList<>();
    fields(entity.get("plugins"))
        .forEach((name, conf) -> plugins.add(new PluginConf(name, fields(conf))));
    return plugins;
  }

  private static String required(Map<String, Object> entity, String key) {
    String text = text(entity, key);
    if (text == null) {
      throw new IllegalArgumentException("apisix.yaml: no " + key + " in " + entity.keySet());
    }
    return text;
  }

  private static @Nullable String text(Map<String, Object> entity, String key) {
    Object value = entity.get(key);
    return value == null ? null : value.toString();
  }

  private static List<String> texts(Map<String, Object> entity, String key) {
    return entity.get(key) instanceof List<?> values
        ? values.stream().map(Object::toString).toList()
        : List.of();
  }

  static List<Map<String, Object>> list(Map<String, Object> entity, String key) {
    return entity.get(key) instanceof List<?> values
        ? values.stream().map(ApisixYml::fields).toList()
        : List.of();
  }

  private static Map<String, Object> fields(@Nullable Object value) {
    Map<String, Object> fields = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, one) -> fields.put(key.toString(), one));
    }
    return fields;
  }
}
