package dev.keyway.testkit.kong;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * What Kong's real client code exchanged with a scripted server, and what became of the requests.
 *
 * @param json the file's whole content
 */
record Recording(String name, JsonNode json) {

  private static final Path FOLDER =
      Path.of(
          "..", "kong-adapter", "src", "test", "resources", "dev", "keyway", "kong", "recordings");
  private static final ObjectMapper JSON = new ObjectMapper();

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

  /** All there are; kong-adapter's tests play them to its server. */
  static List<Recording> all() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .map(Recording::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Recording read(Path file) {
    try {
      String name = file.getFileName().toString();
      return new Recording(
          name.substring(0, name.length() - ".json".length()), JSON.readTree(file.toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  KongVersion version() {
    String version = json.path("version").asText();
    return KongVersion.valueOf(
        "V" + version.substring(0, version.lastIndexOf('.')).replace('.', '_'));
  }

  String scenario() {
    return json.path("scenario").asText();
  }

  List<Step> steps() {
    return elements(json.path("steps")).filter(step -> !step.has("note")).map(Step::read).toList();
  }

  /** The requests' outcomes, in the order they were sent. */
  List<JsonNode> requests() {
    List<JsonNode> requests = new ArrayList<>(elements(json.at("/outcome/requests")).toList());
    requests.sort((one, other) -> one.path("i").asInt() - other.path("i").asInt());
    return requests;
  }

  /** Whether requests were sent at once; then it is not told which of them upstream saw. */
  boolean sendsAtOnce() {
    return json.path("outcome").has("upstream_saw");
  }

  /** What the official decoder made of the first reply of a type, if there is one. */
  Optional<JsonNode> firstReply(String type) {
    return elements(json.path("steps"))
        .map(step -> step.path("decoded"))
        .filter(decoded -> decoded.path("type").asText().equals(type))
        .map(decoded -> decoded.path("pdk_reply"))
        .filter(JsonNode::isObject)
        .findFirst();
  }

  /** The different plugins that were configured, one after the other. */
  List<PluginEntity> plugins() {
    Map<Object, PluginEntity> plugins = new LinkedHashMap<>();
    for (Step step : steps()) {
      if (step instanceof Step.Sent sent && sent.type().equals(Step.CALL)) {
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

  static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  @Override
  public String toString() {
    return name;
  }
}
