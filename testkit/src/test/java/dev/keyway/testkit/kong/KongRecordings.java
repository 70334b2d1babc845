package dev.keyway.testkit.kong;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keyway.testkit.recorded.Recording;
import dev.keyway.testkit.recorded.Step;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Kong's recordings, which kong-adapter's tests play to its server, and what is in them. */
final class KongRecordings {

  private static final Path FOLDER =
      Path.of(
          "..", "kong-adapter", "src", "test", "resources", "dev", "keyway", "kong", "recordings");

  /** Keys of a configuration that are Kong's own. */
  private static final List<String> KONGS =
      List.of(
          "route_id",
          "service_id",
          "consumer_id",
          "plugin_instance_name",
          "__plugin_id",
          "__ws_id",
          "__key__",
          "__seq__");

  private KongRecordings() {}

  static List<Recording> all() {
    return Recording.all(FOLDER);
  }

  static KongVersion version(Recording recording) {
    String version = recording.version();
    return KongVersion.valueOf(
        "V" + version.substring(0, version.lastIndexOf('.')).replace('.', '_'));
  }

  /** What the official decoder made of the first reply of a type, if there is one. */
  static Optional<JsonNode> firstReply(Recording recording, String type) {
    return Recording.elements(recording.json().path("steps"))
        .map(step -> step.path("decoded"))
        .filter(decoded -> decoded.path("type").asText().equals(type))
        .map(decoded -> decoded.path("pdk_reply"))
        .filter(JsonNode::isObject)
        .findFirst();
  }

  /** The different plugins that were configured, one after the other. */
  static List<PluginEntity> plugins(Recording recording) {
    Map<Object, PluginEntity> plugins = new LinkedHashMap<>();
    for (Step step : recording.steps()) {
      if (step instanceof Step.Sent sent && Decoded.isCall(sent)) {
        String start = Message.parse(sent.payload()).stringOrNull(33);
        if (start != null) {
          PluginEntity plugin = plugin(Message.parse(start));
          plugins.putIfAbsent(plugin, plugin);
        }
      }
    }
    return List.copyOf(plugins.values());
  }

  private static PluginEntity plugin(Message start) {
    Map<String, Object> config = Decoded.config(start.string(2));
    PluginEntity.Scope scope =
        new PluginEntity.Scope(
            text(config, "route_id"), text(config, "service_id"), text(config, "consumer_id"));
    String id = config.get("__plugin_id").toString();
    String instanceName = text(config, "plugin_instance_name");
    config.keySet().removeAll(KONGS);
    return new PluginEntity(id, start.string(1), instanceName, scope, config);
  }

  private static @Nullable String text(Map<String, Object> config, String key) {
    Object value = config.get(key);
    return value == null ? null : value.toString();
  }
}
