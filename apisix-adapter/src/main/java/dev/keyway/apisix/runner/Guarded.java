package dev.keyway.apisix.runner;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A filter, whose throws end here: in an answer to the client, since an error that APISIX is told
 * of lets the request pass where {@code allow_degradation} is on.
 *
 * @param plugin its name
 */
record Guarded(String plugin, A6Filter filter) {

  private static final Logger LOG = LoggerFactory.getLogger(Guarded.class);

  private static final int INTERNAL_SERVER_ERROR = 500;
  private static final List<Entry> JSON = List.of(new Entry("content-type", "application/json"));

  /** A plugin with its configuration: one that stops, when it can't take it in. */
  static Guarded of(A6Plugin plugin, ConfKey key, List<String> values) {
    try {
      return new Guarded(plugin.name(), plugin.prepare(key, values));
    } catch (RuntimeException | Error e) {
      LOG.error("plugin {} could not be prepared: {}", plugin.name(), place(e));
      return stopping(
          plugin.name(), "the plugin could not be prepared; the runner's log says where");
    }
  }

  /** For a name that no plugin here has. */
  static Guarded unknown(ConfKey key, String name) {
    LOG.error("{} names plugin {}, which is not served here: its requests are stopped", key, name);
    return stopping(name, "the runner does not serve a plugin that the route names");
  }

  private static Guarded stopping(String plugin, String why) {
    Stop stop = stop(why);
    return new Guarded(plugin, request -> stop);
  }

  /**
   * @throws Malformed when the request is none
   */
  Action filter(A6Request request) throws ApisixGoneException {
    try {
      return filter.filter(request);
    } catch (Malformed e) {
      throw e;
    } catch (RuntimeException | Error e) {
      LOG.error("plugin {} failed: {}", plugin, place(e));
      return stop("the plugin failed; the runner's log says where");
    }
  }

  /** An answer that says what went wrong here. */
  static Stop stop(String why) {
    String body =
        "{\"error\":{\"message\":\"%s\",\"type\":\"api_error\",\"code\":\"plugin_failed\"}}"
            .formatted(why);
    return new Stop(INTERNAL_SERVER_ERROR, JSON, body.getBytes(UTF_8));
  }

  /** What and where, without the message: it may quote a header or a configuration. */
  private static String place(Throwable thrown) {
    StackTraceElement[] frames = thrown.getStackTrace();
    return thrown.getClass().getName() + (frames.length == 0 ? "" : " at " + frames[0]);
  }
}
