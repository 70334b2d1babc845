package dev.keyway.apisix;

import dev.keyway.apisix.runner.A6Filter;
import dev.keyway.apisix.runner.A6Request;
import dev.keyway.apisix.runner.Action;
import dev.keyway.host.HostServing;
import dev.keyway.refusal.ErrorCode;
import dev.keyway.refusal.Refusal;
import java.time.InstantSource;
import java.util.function.Supplier;

/** A configuration that is wrong: it says so to every request. */
record Misconfigured(String message, Supplier<HostServing> serving, InstantSource clock)
    implements A6Filter {

  @Override
  public Action filter(A6Request request) {
    return new Denial(null, "", clock.instant())
        .stop(
            request,
            serving.get().keyway(),
            null,
            Refusal.of(ErrorCode.POLICY_UNAVAILABLE, message));
  }
}
