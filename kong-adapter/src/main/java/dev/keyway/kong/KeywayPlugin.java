package dev.keyway.kong;

import dev.keyway.host.HostRoute;
import dev.keyway.host.HostServing;
import dev.keyway.kong.pdk.KongPlugin;
import dev.keyway.kong.pdk.PluginInstance;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keyway on a route of Kong: who calls is signed into the one header that Keyway's relay believes,
 * and the relay, which is the route's upstream, does the rest. Kong itself can neither repeat a
 * call to an upstream nor look into a stream.
 *
 * <p>It costs one round trip to Kong, for {@code kong.client.get_consumer} and {@code
 * get_credential}; {@code kong.service.request.set_headers} goes out with the end of the event and
 * is not waited for.
 */
public final class KeywayPlugin implements KongPlugin {

  /** What Kong calls it. */
  public static final String NAME = "keyway";

  private static final Logger LOG = LoggerFactory.getLogger(KeywayPlugin.class);

  private final Supplier<HostServing> serving;
  private final InstantSource clock;

  /**
   * @param serving what requests are stamped by at a moment
   */
  public KeywayPlugin(Supplier<HostServing> serving, InstantSource clock) {
    this.serving = serving;
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public PluginInstance start(byte[] configJson) {
    return switch (PluginConfig.read(configJson)) {
      case PluginConfig.Reading.Read(PluginConfig config) -> start(config);
      case PluginConfig.Reading.Wrong wrong -> {
        LOG.warn("Kong's route {} is refused: {}", shown(wrong.routeId()), wrong.message());
        yield new Misconfigured(wrong, serving, clock);
      }
    };
  }

  private PluginInstance start(PluginConfig config) {
    HostRoute route = new HostRoute(config.routeId(), config.settings());
    for (String note : route.notes(serving.get())) {
      LOG.warn("Kong's route {}: {}", shown(config.routeId()), note);
    }
    return new Stamping(config, route, serving, clock);
  }

  private static String shown(@Nullable String routeId) {
    return routeId == null ? "(the plugin is bound to none)" : routeId;
  }
}
