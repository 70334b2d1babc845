package dev.keyway.server.daemon;

import dev.keyway.envoy.EnvoyAddress;
import dev.keyway.envoy.EnvoyServer;
import dev.keyway.envoy.EnvoyServing;
import dev.keyway.host.HostServing;
import dev.keyway.kong.KeywayPlugin;
import dev.keyway.kong.pdk.PluginServer;
import dev.keyway.policy.PolicyRegistry;
import dev.keyway.relay.Serving;
import dev.keyway.server.config.GatewaysConfig;
import dev.keyway.socket.UnixSocket;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where host gateways ask what to do with their requests.
 *
 * @param config where each is asked
 * @param envoy what Envoy asks; null: it is not to
 * @param kong what Kong asks; null: it is not to
 */
record Adapters(GatewaysConfig config, @Nullable EnvoyServer envoy, @Nullable PluginServer kong)
    implements AutoCloseable {

  /** Starts those that are configured. */
  static Adapters start(
      GatewaysConfig gateways, Live live, PolicyRegistry inline, InstantSource clock)
      throws StartException {
    EnvoyServer envoy = gateways.envoy() == null ? null : envoy(gateways.envoy(), live, clock);
    try {
      return new Adapters(
          gateways,
          envoy,
          gateways.kong() == null ? null : kong(gateways.kong(), live, inline, clock));
    } catch (StartException e) {
      new Adapters(gateways, envoy, null).close();
      throw e;
    }
  }

  private static EnvoyServer envoy(EnvoyAddress address, Live live, InstantSource clock)
      throws StartException {
    try {
      return EnvoyServer.start(
          address,
          () -> {
            Serving now = live.get();
            return new EnvoyServing(now.keyway(), now.policies(), now.admission());
          },
          clock);
    } catch (IOException e) {
      throw StartException.impossible(
          "gateways.envoy.address can't be listened on: " + e.getMessage());
    }
  }

  private static PluginServer kong(
      UnixSocket socket, Live live, PolicyRegistry inline, InstantSource clock)
      throws StartException {
    KeywayPlugin plugin =
        new KeywayPlugin(
            () -> {
              Serving now = live.get();
              return new HostServing(now.keyway(), now.admission(), inline);
            },
            clock);
    try {
      return PluginServer.start(socket, List.of(plugin));
    } catch (IOException e) {
      throw StartException.impossible(
          "gateways.kong.socket can't be listened on: " + e.getMessage());
    }
  }

  /** Where they are asked, for the operator. */
  List<String> doors() {
    List<String> doors = new ArrayList<>();
    if (envoy != null) {
      doors.add(envoy.address() + " (for Envoy's ext_proc)");
    }
    if (config.kong() != null) {
      doors.add("unix:" + config.kong().path() + " (for Kong's plugin server)");
    }
    return doors;
  }

  /** Takes no new requests. */
  void stopAccepting() {
    if (envoy != null) {
      envoy.stopAccepting();
    }
    if (kong != null) {
      kong.stopAccepting();
    }
  }

  /** Waits until none is under way any more, for at most this long. */
  void awaitEnd(Duration grace) {
    long end = System.nanoTime() + grace.toNanos();
    if (envoy != null) {
      envoy.awaitEnd(grace);
    }
    if (kong != null) {
      kong.awaitEnd(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    }
  }

  @Override
  public void close() {
    if (envoy != null) {
      envoy.close();
    }
    if (kong != null) {
      kong.close();
    }
  }
}
