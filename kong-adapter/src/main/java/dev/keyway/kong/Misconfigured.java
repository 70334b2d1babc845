package dev.keyway.kong;

import dev.keyway.host.HostServing;
import dev.keyway.kong.pdk.Kong;
import dev.keyway.kong.pdk.KongGoneException;
import dev.keyway.kong.pdk.PluginInstance;
import dev.keyway.refusal.ErrorCode;
import dev.keyway.refusal.Refusal;
import java.time.InstantSource;
import java.util.function.Supplier;

/** An instance whose configuration is wrong: it says so to every request. */
record Misconfigured(
    PluginConfig.Reading.Wrong wrong, Supplier<HostServing> serving, InstantSource clock)
    implements PluginInstance {

  @Override
  public void access(Kong kong) throws KongGoneException {
    new Denial(kong, serving.get().keyway(), clock.instant(), wrong.routeId(), "")
        .deny(null, Refusal.of(ErrorCode.POLICY_UNAVAILABLE, wrong.message()));
  }
}
