package dev.keyway.testkit.kong;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keyway.testkit.openresty.Chance;
import dev.keyway.testkit.openresty.Lua;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A plugin as it is configured somewhere in Kong.
 *
 * @param id its UUID
 * @param name the plugin's
 * @param instanceName what an operator calls this one, or null
 * @param scope where it is configured
 * @param config its fields; of JSON's kinds
 */
public record PluginEntity(
    String id,
    String name,
    @Nullable String instanceName,
    Scope scope,
    Map<String, Object> config) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The only workspace of Kong without a licence. */
  static final String WORKSPACE = "3e1f0d2c-9b8a-4756-8493-a2b1c0d9e8f7";

  public PluginEntity {
    config = new LinkedHashMap<>(config);
  }

  /** What a plugin is configured on, by ids; nothing at all is everywhere. */
  public record Scope(@Nullable String route, @Nullable String service, @Nullable String consumer) {

    public static final Scope GLOBAL = new Scope(null, null, null);
  }

  /**
   * The configuration as the server gets it: JSON, its keys in any order, with keys that are Kong's
   * own.
   *
   * @param number tells this configuration from that of before a change
   */
  String json(KongVersion version, long number, Chance chance) {
    Map<String, Object> all = new HashMap<>(config);
    all.put("route_id", scope.route);
    all.put("service_id", scope.service);
    all.put("consumer_id", scope.consumer);
    all.put("plugin_instance_name", instanceName);
    all.put("__plugin_id", id);
    all.put("__ws_id", version.namesWorkspace() ? WORKSPACE : null);
    all.put("__key__", key());
    all.put("__seq__", number);
    Map<String, Object> ordered = new LinkedHashMap<>();
    for (String name : chance.order(all.keySet())) {
      if (all.get(name) != null || config.containsKey(name)) {
        ordered.put(name, all.get(name));
      }
    }
    try {
      return Lua.string(JSON.writeValueAsBytes(ordered));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Its cache key. */
  private String key() {
    return "plugins:%s:%s:%s:%s::%s"
        .formatted(
            name, orNone(scope.route), orNone(scope.service), orNone(scope.consumer), WORKSPACE);
  }

  private static String orNone(@Nullable String id) {
    return id == null ? "" : id;
  }
}
