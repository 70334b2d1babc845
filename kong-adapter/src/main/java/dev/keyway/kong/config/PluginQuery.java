package dev.keyway.kong.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keyway.hostconfig.PrettyJson;
import dev.keyway.kong.KeywayPlugin;
import java.util.List;

/**
 * The answer to Kong's query for plugins ({@code pluginserver_keywayd_query_cmd}): a text that does
 * not change while a version of Keyway runs, so that Kong can read it from a file. Its names are
 * those of {@code kong/runloop/plugin_servers/process.lua}, the schema's those of {@code
 * kong/db/schema/metaschema.lua}, both as of 3.4 to 3.9.
 */
public final class PluginQuery {

  /**
   * Where the plugin stands among Kong's: those of higher numbers run before it. Below who
   * authenticates (key-auth 1250, jwt 1450), so that the consumer is known; below acl (950) and
   * rate-limiting (910), so that who is refused there costs nothing; below request-transformer
   * (801), so that it can't take away or replace the signed header.
   */
  public static final int PRIORITY = 750;

  /** The version of this build in the form that Kong takes, {@code x.y.z}. */
  public static final String VERSION = "0.1.0";

  /** When the plugin runs. */
  public static final List<String> PHASES = List.of("access");

  private PluginQuery() {}

  /** The text, JSON over several lines. */
  public static String json() {
    ObjectNode query = JsonNodeFactory.instance.objectNode();
    query.put("Protocol", "ProtoBuf:1");
    ObjectNode plugin = query.putArray("Plugins").addObject();
    plugin.put("Name", KeywayPlugin.NAME);
    plugin.put("Priority", PRIORITY);
    plugin.put("Version", VERSION);
    PHASES.forEach(plugin.putArray("Phases")::add);
    schema(plugin.putObject("Schema"));
    return PrettyJson.of(query);
  }

  private static void schema(ObjectNode schema) {
    schema.put("name", KeywayPlugin.NAME);
    ArrayNode fields = schema.putArray("fields");
    protocols(fields.addObject().putObject("protocols"));
    ObjectNode config = fields.addObject().putObject("config");
    config.put("type", "record").put("required", true);
    ArrayNode members = config.putArray("fields");
    for (PluginField field : PluginField.values()) {
      field(members.addObject().putObject(field.wireName()), field);
    }
    // In the place where bundled plugins have it in all these versions, and by the full names.
    schema
        .putArray("entity_checks")
        .addObject()
        .putArray("only_one_of")
        .add("config." + PluginField.POLICY.wireName())
        .add("config." + PluginField.POLICY_INLINE.wireName());
  }

  /** The relay speaks HTTP; a route for gRPC can't lead there. */
  private static void protocols(ObjectNode protocols) {
    protocols.put("type", "set").put("required", true);
    protocols.putArray("default").add("http").add("https");
    ObjectNode element = protocols.putObject("elements").put("type", "string");
    element.putArray("one_of").add("http").add("https");
    protocols.put("description", "The protocols of the routes that the plugin runs for.");
  }

  private static void field(ObjectNode said, PluginField field) {
    switch (field.kind()) {
      case FieldKind.Text text -> {
        said.put("type", "string").put("len_max", text.longest());
        checks(said, text.checks());
      }
      case FieldKind.Texts texts -> {
        said.put("type", "map");
        ObjectNode name = said.putObject("keys").put("type", "string");
        name.put("len_max", texts.longestName());
        checks(name, List.of(texts.name()));
        said.putObject("values")
            .put("type", "string")
            .put("len_min", 0)
            .put("len_max", texts.longest());
      }
      case FieldKind.Switch off ->
          said.put("type", "boolean").put("required", true).put("default", off.byDefault());
    }
    said.put("description", field.description());
  }

  private static void checks(ObjectNode said, List<FieldCheck> checks) {
    ArrayNode all = said.putArray("match_all");
    checks.forEach(check -> all.addObject().put("pattern", check.lua()).put("err", check.error()));
  }
}
