package dev.keyway.testkit.apisix;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The plugins that routes may have here, and when they run. */
final class RoutePlugins {

  /** The two phases in which they do. */
  enum Phase {
    REWRITE,
    ACCESS
  }

  private record Order(Phase phase, int priority) {}

  private static final Map<String, Order> KNOWN =
      Map.of(
          ExtPlugin.PRE_REQ, new Order(Phase.REWRITE, 12_000),
          KeyAuth.NAME, new Order(Phase.REWRITE, 2500),
          ProxyRewrite.NAME, new Order(Phase.REWRITE, 1008),
          ExtPlugin.POST_REQ, new Order(Phase.ACCESS, -3000));

  /** It has nothing to do here: the relay says the same in a header. */
  private static final String PROXY_BUFFERING = "proxy-buffering";

  private static final int MOST_NAME = 128;

  private RoutePlugins() {}

  /** Throws when APISIX would not take it. */
  static void check(PluginConf plugin, ApisixVersion version) {
    if (!KNOWN.containsKey(plugin.name()) && !plugin.name().equals(PROXY_BUFFERING)) {
      throw new IllegalArgumentException("no plugin " + plugin.name() + " in this APISIX");
    }
    if (plugin.conf().containsKey("anonymous_consumer") && !version.hasAnonymousConsumers()) {
      throw new IllegalArgumentException("no anonymous_consumer in APISIX " + version);
    }
    if (plugin.name().startsWith("ext-plugin-")) {
      external(plugin);
    }
  }

  /** Those of a phase, in the order in which they run. */
  static List<PluginConf> of(ApisixRoute route, Phase phase) {
    return route.plugins().stream()
        .filter(plugin -> KNOWN.containsKey(plugin.name()))
        .filter(plugin -> order(plugin).phase() == phase)
        .sorted(Comparator.comparingInt(RoutePlugins::priority).reversed())
        .toList();
  }

  private static Order order(PluginConf plugin) {
    Order order = KNOWN.get(plugin.name());
    if (order == null) {
      throw new IllegalArgumentException(plugin.name());
    }
    return order;
  }

  private static int priority(PluginConf plugin) {
    return plugin.priority(order(plugin).priority());
  }

  /** One that asks a runner; as the schema has it. */
  static ExtPlugin external(PluginConf plugin) {
    List<Entry> entries = new ArrayList<>();
    for (Map<String, Object> each : ApisixYml.list(plugin.conf(), "conf")) {
      if (!(each.get("name") instanceof String name)
          || !(each.get("value") instanceof String value)
          || name.isEmpty()
          || name.length() > MOST_NAME) {
        throw new IllegalArgumentException(plugin.name() + ": a conf needs a name and a value");
      }
      entries.add(new Entry(name, value));
    }
    boolean hasConf = plugin.conf().containsKey("conf");
    if (hasConf && entries.isEmpty()) {
      throw new IllegalArgumentException(plugin.name() + ": conf is empty");
    }
    return new ExtPlugin(
        plugin.name(), hasConf ? entries : null, plugin.isTrue("allow_degradation"));
  }
}
