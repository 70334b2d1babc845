package dev.keyway.relay;

import dev.keyway.Arrival;
import dev.keyway.Exchange;
import dev.keyway.Move;
import dev.keyway.classify.Outcome;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/**
 * Carries out the moves of one exchange until its answer has been given. Runs on one event loop.
 */
final class Delivery {

  private final Vertx vertx;
  private final Upstreams upstreams;
  private final Exchange exchange;
  private final Arrival arrival;
  private final HttpServerResponse client;
  private @Nullable UpstreamCall call;
  private @Nullable Downstream downstream;

  Delivery(
      Vertx vertx,
      Upstreams upstreams,
      Exchange exchange,
      Arrival arrival,
      HttpServerResponse client) {
    this.vertx = vertx;
    this.upstreams = upstreams;
    this.exchange = exchange;
    this.arrival = arrival;
    this.client = client;
  }

  void begin() {
    carryOut(exchange.first());
  }

  private void carryOut(Move move) {
    switch (move) {
      case Move.Send send -> send(send);
      case Move.Pass pass -> {
        UpstreamCall present = call;
        if (present != null) {
          downstream = Downstream.pass(vertx, client, present, exchange, arrival.surface(), pass);
        }
      }
      case Move.Answer answer -> Downstream.answer(client, answer.response());
      case Move.Gone gone -> {}
    }
  }

  private void send(Move.Send send) {
    UpstreamCall next =
        new UpstreamCall(
            vertx,
            upstreams,
            send,
            arrival.surface(),
            outcome -> Mishap.guard(arrival.id(), client, () -> reported(outcome)));
    call = next;
    next.begin();
  }

  private void reported(Outcome outcome) {
    UpstreamCall judged = call;
    Move move = exchange.next(outcome);
    if (judged != null && !(move instanceof Move.Pass)) {
      judged.discard();
    }
    carryOut(move);
  }

  /** The client has gone: nobody is called for it any more. */
  void clientLeft() {
    if (downstream != null) {
      downstream.clientLeft();
    } else if (call != null) {
      call.cancel();
    }
  }
}
