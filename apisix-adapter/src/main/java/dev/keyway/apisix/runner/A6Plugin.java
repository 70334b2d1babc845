package dev.keyway.apisix.runner;

import java.util.List;

/** What a plugin is to APISIX. Safe for use by many threads. */
public interface A6Plugin {

  /** What {@code name} in an entry of {@code conf} says. */
  String name();

  /**
   * Takes in a configuration. APISIX waits for it with all requests that need one prepared, so what
   * takes time belongs on another thread, or in the first request. A configuration that is wrong
   * gets a filter as well, which stops its requests.
   *
   * @param key where APISIX has it from
   * @param values what each entry of {@code conf} that names this plugin says, in order: one,
   *     unless the operator wrote several
   */
  A6Filter prepare(ConfKey key, List<String> values);
}
