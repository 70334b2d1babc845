package dev.keyway.apisix;

import dev.keyway.access.SignedContext;
import dev.keyway.apisix.runner.A6Filter;
import dev.keyway.apisix.runner.A6Request;
import dev.keyway.apisix.runner.Action;
import dev.keyway.apisix.runner.ApisixGoneException;
import dev.keyway.apisix.runner.Entry;
import dev.keyway.apisix.runner.Rewrite;
import dev.keyway.apisix.runner.Stop;
import dev.keyway.host.HostServing;
import dev.keyway.http.Answer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * A route, in our own runner.
 *
 * @param takenIn is done when the policy that the route brings is
 */
record Stamping(
    KeywayRoute route, Future<Void> takenIn, Supplier<HostServing> serving, InstantSource clock)
    implements A6Filter {

  @Override
  public Action filter(A6Request request) throws ApisixGoneException {
    AskedRequest asked = AskedRequest.of(request);
    awaitTakenIn();
    return switch (route.decide(asked, serving.get(), clock.instant())) {
      case Decision.Forward(String token) ->
          Rewrite.headers(new Entry(SignedContext.HEADER, token));
      case Decision.Ended(Answer answer) -> stop(answer);
    };
  }

  private static Stop stop(Answer answer) {
    List<Entry> headers = new ArrayList<>();
    answer.headers().forEach((name, value) -> headers.add(new Entry(name, value)));
    return new Stop(answer.status(), headers, answer.body());
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
