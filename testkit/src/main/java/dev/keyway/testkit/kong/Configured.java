package dev.keyway.testkit.kong;

/**
 * A plugin's configuration as a worker has it.
 *
 * @param number its {@code __seq__}
 * @param json what the server is to get
 */
record Configured(PluginEntity plugin, long number, String json) {}
