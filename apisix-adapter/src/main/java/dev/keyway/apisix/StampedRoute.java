package dev.keyway.apisix;

import dev.keyway.access.Caller;
import dev.keyway.host.HostRoute;
import dev.keyway.host.HostServing;
import dev.keyway.host.Stamp;
import java.time.Instant;
import java.util.List;

/** A route whose requests are stamped for the relay. */
record StampedRoute(HostRoute route, Callers callers) implements KeywayRoute {

  @Override
  public List<String> notes(HostServing serving) {
    return route.notes(serving);
  }

  @Override
  public Decision decide(ApisixRequest request, HostServing serving, Instant now) {
    Caller caller =
        callers.of(
            request.variable("consumer_name"),
            request.variable("consumer_group_id"),
            request.source());
    Denial denial = Denial.of(request, route.settings().prefix(), now);
    return switch (route.stamp(denial.routeId(), caller, serving, now)) {
      case Stamp.Signed(String token) -> new Decision.Forward(token);
      case Stamp.Refused refused ->
          denial.answer(serving.keyway(), refused.policy(), refused.refusal());
    };
  }
}
