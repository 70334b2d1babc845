package dev.keyway.testkit.kong;

import dev.keyway.testkit.openresty.Chance;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What a worker made of the plugins: built anew, with new numbers, whenever anything changes. */
final class PluginsIterator {

  private final Plugins plugins;
  private final Map<String, Configured> byId = new HashMap<>();

  PluginsIterator(Plugins plugins, KongVersion version, LongSupplier numbers, Chance chance) {
    this.plugins = plugins;
    for (PluginEntity plugin : plugins.entities()) {
      long number = numbers.getAsLong();
      byId.put(plugin.id(), new Configured(plugin, number, plugin.json(version, number, chance)));
    }
  }

  /** Whether it was built from these. */
  boolean isOf(Plugins others) {
    return plugins.generation() == others.generation();
  }

  /**
   * The plugins of a Kong.
   *
   * @param generation how often they had been changed when they became these
   */
  record Plugins(long generation, List<PluginEntity> entities) {

    Plugins(long generation, List<PluginEntity> entities) {
      this.generation = generation;
      this.entities = List.copyOf(entities);
    }
  }

  @Nullable Configured find(String id) {
    return byId.get(id);
  }
}
