package dev.keyway.apisix;

import dev.keyway.access.Caller;
import dev.keyway.access.SignedContext;
import dev.keyway.apisix.runner.A6Filter;
import dev.keyway.apisix.runner.A6Request;
import dev.keyway.apisix.runner.Action;
import dev.keyway.apisix.runner.ApisixGoneException;
import dev.keyway.apisix.runner.Entry;
import dev.keyway.apisix.runner.Rewrite;
import dev.keyway.host.HostRoute;
import dev.keyway.host.HostServing;
import dev.keyway.host.Stamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A configuration whose requests are stamped for the relay.
 *
 * @param takenIn is done when the policy that the route brings is
 */
record Stamping(
    HostRoute route,
    Callers callers,
    Future<Void> takenIn,
    Supplier<HostServing> serving,
    InstantSource clock)
    implements A6Filter {

  @Override
  public Action filter(A6Request request) throws ApisixGoneException {
    List<@Nullable String> variables =
        request.variables("consumer_name", "consumer_group_id", "route_id");
    Caller caller = callers.of(variables.getFirst(), variables.get(1), request.source());
    String routeId = present(variables.get(2));
    awaitTakenIn();
    HostServing now = serving.get();
    Instant arrived = clock.instant();
    return switch (route.stamp(routeId, caller, now, arrived)) {
      case Stamp.Signed(String token) -> Rewrite.headers(new Entry(SignedContext.HEADER, token));
      case Stamp.Refused refused ->
          new Denial(routeId, route.settings().prefix(), arrived)
              .stop(request, now.keyway(), refused.policy(), refused.refusal());
    };
  }

  private static @Nullable String present(@Nullable String variable) {
    return variable == null || variable.isEmpty() ? null : variable;
  }

  private void awaitTakenIn() {
    try {
      takenIn.get();
    } catch (ExecutionException told) {
      // Taking it in is tried again with the request, and fails there.
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the server was closed", closed);
    }
  }
}
