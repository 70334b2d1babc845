package dev.keyway.server.daemon;

import dev.keyway.apisix.runner.RunnerServer;
import dev.keyway.envoy.EnvoyAddress;
import dev.keyway.envoy.EnvoyServer;
import dev.keyway.envoy.EnvoyServing;
import dev.keyway.host.HostServing;
import dev.keyway.kong.pdk.PluginServer;
import dev.keyway.policy.PolicyRegistry;
import dev.keyway.relay.Serving;
import dev.keyway.server.config.ApisixConfig;
import dev.keyway.server.config.GatewaysConfig;
import dev.keyway.socket.UnixSocket;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Where host gateways ask what to do with their requests. */
record Adapters(List<Adapter> running) implements AutoCloseable {

  /** Starts those that are configured. */
  static Adapters start(
      GatewaysConfig gateways, Live live, PolicyRegistry inline, InstantSource clock)
      throws StartException {
    Supplier<HostServing> serving =
        () -> {
          Serving now = live.get();
          return new HostServing(now.keyway(), now.admission(), inline);
        };
    List<Adapter> running = new ArrayList<>();
    try {
      if (gateways.envoy() != null) {
        running.add(envoy(gateways.envoy(), live, clock));
      }
      if (gateways.kong() != null) {
        running.add(kong(gateways.kong(), serving, clock));
      }
      if (gateways.apisix() != null) {
        running.add(apisix(gateways.apisix(), serving, clock));
      }
      return new Adapters(List.copyOf(running));
    } catch (StartException e) {
      new Adapters(running).close();
      throw e;
    }
  }

  private static Adapter envoy(EnvoyAddress address, Live live, InstantSource clock)
      throws StartException {
    try {
      EnvoyServer server =
          EnvoyServer.start(
              address,
              () -> {
                Serving now = live.get();
                return new EnvoyServing(now.keyway(), now.policies(), now.admission());
              },
              clock);
      return new Adapter(
          server.address() + " (for Envoy's ext_proc)",
          server::stopAccepting,
          server::awaitEnd,
          server::close);
    } catch (IOException e) {
      throw unheard("envoy.address", e);
    }
  }

  private static Adapter kong(UnixSocket socket, Supplier<HostServing> serving, InstantSource clock)
      throws StartException {
    try {
      PluginServer server =
          PluginServer.start(socket, List.of(new dev.keyway.kong.KeywayPlugin(serving, clock)));
      return new Adapter(
          "unix:" + socket.path() + " (for Kong's plugin server)",
          server::stopAccepting,
          server::awaitEnd,
          server::close);
    } catch (IOException e) {
      throw unheard("kong.socket", e);
    }
  }

  private static Adapter apisix(
      ApisixConfig config, Supplier<HostServing> serving, InstantSource clock)
      throws StartException {
    try {
      RunnerServer server =
          RunnerServer.start(
              config.socket(),
              List.of(new dev.keyway.apisix.KeywayPlugin(config.callers(), serving, clock)));
      return new Adapter(
          "unix:" + config.socket().path() + " (for APISIX's ext-plugin)",
          server::stopAccepting,
          server::awaitEnd,
          server::close);
    } catch (IOException e) {
      throw unheard("apisix.socket", e);
    }
  }

  private static StartException unheard(String field, IOException e) {
    return StartException.impossible(
        "gateways." + field + " can't be listened on: " + e.getMessage());
  }

  /** Where they are asked, for the operator. */
  List<String> doors() {
    return running.stream().map(Adapter::door).toList();
  }

  /** Takes no new requests. */
  void stopAccepting() {
    running.forEach(each -> each.stopAccepting().run());
  }

  /** Waits until none is under way any more, for at most this long. */
  void awaitEnd(Duration grace) {
    long end = System.nanoTime() + grace.toNanos();
    for (Adapter each : running) {
      each.awaitEnd().accept(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    }
  }

  @Override
  public void close() {
    running.forEach(each -> each.close().run());
  }
}
