package dev.keyway.kong.pdk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An instance that Kong has started. Whatever a plugin throws ends here, in an answer to the
 * client: the protocol knows no errors, and a connection closed for one would make Kong repeat the
 * event.
 *
 * @param plugin its name
 */
record Started(String plugin, PluginInstance instance) {

  private static final Logger LOG = LoggerFactory.getLogger(Started.class);

  private static final int INTERNAL_SERVER_ERROR = 500;
  private static final Map<String, List<String>> JSON =
      Map.of("content-type", List.of("application/json"));

  /** Starts an instance of a plugin: one that denies, when it can't be started. */
  static Started of(KongPlugin plugin, byte[] configJson) {
    try {
      return new Started(plugin.name(), plugin.start(configJson));
    } catch (RuntimeException | Error e) {
      LOG.error("plugin {} could not be started: {}", plugin.name(), place(e));
      return denying(
          plugin.name(), "the plugin could not be started; the plugin server's log says where");
    }
  }

  /** For a name that no plugin here has. */
  static Started unknown(String name) {
    LOG.error("Kong asks for plugin {}, which is not served here: its requests are denied", name);
    return denying(name, "the plugin server does not serve this plugin");
  }

  private static Started denying(String plugin, String why) {
    return new Started(plugin, kong -> deny(kong, why));
  }

  /**
   * Lets it handle an event.
   *
   * @throws KongGoneException when nothing can be answered any more
   */
  void access(Event event) throws KongGoneException {
    try {
      instance.access(event);
    } catch (RuntimeException | Error e) {
      LOG.error("plugin {} failed: {}", plugin, place(e));
      if (!event.exited()) {
        deny(event, "the plugin failed; the plugin server's log says where");
      }
    } finally {
      event.end();
    }
  }

  private static void deny(Kong kong, String why) throws KongGoneException {
    String body =
        "{\"error\":{\"message\":\"%s\",\"type\":\"api_error\",\"code\":\"plugin_failed\"}}"
            .formatted(why);
    kong.response().exit(INTERNAL_SERVER_ERROR, body.getBytes(UTF_8), JSON);
  }

  void close() {
    try {
      instance.close();
    } catch (RuntimeException | Error e) {
      LOG.error("an instance of plugin {} could not be closed: {}", plugin, place(e));
    }
  }

  /** What and where, without the message: it may quote a header, a body or a configuration. */
  private static String place(Throwable thrown) {
    if (thrown instanceof UnreadableReply) {
      return thrown.toString();
    }
    StackTraceElement[] frames = thrown.getStackTrace();
    return thrown.getClass().getName() + (frames.length == 0 ? "" : " at " + frames[0]);
  }
}
