package dev.keyway.apisix.runner;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A prepared configuration.
 *
 * @param filters in the order in which {@code conf} first names their plugins
 */
record Conf(List<Guarded> filters) {

  /** Lets each plugin that the entries name take in its own. */
  static Conf of(ConfKey key, List<Entry> entries, Map<String, A6Plugin> plugins) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (Entry entry : entries) {
      values
          .computeIfAbsent(entry.name(), any -> new ArrayList<>(1))
          .add(entry.value() == null ? "" : entry.value());
    }
    List<Guarded> filters = new ArrayList<>(values.size());
    values.forEach((name, each) -> filters.add(filter(key, name, each, plugins)));
    return new Conf(filters);
  }

  private static Guarded filter(
      ConfKey key, String name, List<String> values, Map<String, A6Plugin> plugins) {
    A6Plugin plugin = plugins.get(name);
    return plugin == null ? Guarded.unknown(key, name) : Guarded.of(plugin, key, values);
  }

  /** What becomes of a request: the first stop, else all rewrites in order. */
  Action action(A6Request request) throws ApisixGoneException {
    Rewrite all = Rewrite.NOTHING;
    for (Guarded filter : filters) {
      switch (filter.filter(request)) {
        case Stop stop -> {
          return stop;
        }
        case Rewrite rewrite -> all = all.and(rewrite);
      }
    }
    return all;
  }
}
