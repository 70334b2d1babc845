package dev.keyway.apisix;

import dev.keyway.host.HostServing;
import dev.keyway.refusal.ErrorCode;
import dev.keyway.refusal.Refusal;
import java.time.Instant;
import java.util.List;

/** A route whose configuration is wrong: it says so to every request. */
record WrongRoute(String message) implements KeywayRoute {

  @Override
  public List<String> notes(HostServing serving) {
    return List.of("is refused: " + message);
  }

  @Override
  public Decision decide(ApisixRequest request, HostServing serving, Instant now) {
    return Denial.of(request, "", now)
        .answer(serving.keyway(), null, Refusal.of(ErrorCode.POLICY_UNAVAILABLE, message));
  }
}
