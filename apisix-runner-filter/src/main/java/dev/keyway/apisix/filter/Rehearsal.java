package dev.keyway.apisix.filter;

import dev.keyway.Keyway;
import dev.keyway.apisix.ApisixRequest;
import dev.keyway.apisix.Callers;
import dev.keyway.apisix.KeywayRoute;
import dev.keyway.health.Health;
import dev.keyway.host.HostServing;
import dev.keyway.provider.ProviderUrls;
import java.net.InetAddress;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * A request that never was. What is loaded for it while the runner starts, the first ones of APISIX
 * need not wait for on the runner's threads.
 */
record Rehearsal() implements ApisixRequest {

  /** Signs one, and refuses one; neither is recorded. */
  static void play(Signing signing) {
    InstantSource clock = signing.clock();
    Keyway silent = new Keyway(clock, () -> 0, new Health(null), ProviderUrls.NONE, record -> {});
    HostServing serving = new HostServing(silent, signing.now().serving().admission(), null);
    for (String value : new String[] {"{\"policy\":\"rehearsed\"}", "{}"}) {
      KeywayRoute.of(value, Callers.USUAL).decide(new Rehearsal(), serving, clock.instant());
    }
  }

  @Override
  public String method() {
    return "POST";
  }

  @Override
  public String path() {
    return "/v1/chat/completions";
  }

  @Override
  public InetAddress source() {
    return InetAddress.getLoopbackAddress();
  }

  @Override
  public @Nullable String header(String name) {
    return null;
  }

  @Override
  public @Nullable String variable(String name) {
    return "rehearsed";
  }
}
