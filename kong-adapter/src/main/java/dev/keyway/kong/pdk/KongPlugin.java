package dev.keyway.kong.pdk;

/** What a plugin is to Kong. One object serves all workers and all configurations. */
public interface KongPlugin {

  /** Its name, as {@code plugins} in kong.conf and the plugin's schema say it. */
  String name();

  /**
   * Starts an instance for one configuration. Kong does so in each worker when the first request
   * needs it, and again whenever its configuration was rebuilt; instances are as many as workers
   * times configurations.
   *
   * <p>It returns an instance also when the configuration is wrong: one that denies each request
   * and says why. A start that fails makes Kong answer 500 without a reason, and some versions then
   * hold further requests up for ten seconds.
   *
   * @param configJson the configuration as JSON text. Beside the fields of the plugin's schema Kong
   *     adds {@code __plugin_id}, {@code __seq__}, {@code __key__}, {@code __ws_id}, {@code
   *     plugin_instance_name}, {@code $refs}, and of {@code route_id}, {@code service_id}, {@code
   *     consumer_id} those the configuration is bound to. References to vaults are resolved
   */
  PluginInstance start(byte[] configJson);
}
