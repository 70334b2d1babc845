package dev.keyway.bench.simulation;

import dev.keyway.Arrival;
import dev.keyway.Exchange;
import dev.keyway.Move;
import dev.keyway.Opening;
import dev.keyway.access.Caller;
import dev.keyway.access.ClientCredential;
import dev.keyway.classify.Outcome;
import dev.keyway.facts.Connection;
import dev.keyway.facts.HeadFacts;
import dev.keyway.http.Headers;
import dev.keyway.record.DecisionRecord.Ending;
import dev.keyway.stream.Usage;
import dev.keyway.testing.Begun;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Carries one request as the relay does: move for move, but to simulated providers. */
final class Delivery {

  private static final Headers HEADERS = Headers.of("content-type", "application/json");
  private static final Caller CALLER =
      new Caller(
          Caller.Voucher.HOST, "app", null, List.of(), null, Map.of(), "10.0.0.9", null, null);

  private final World world;
  private final Demand demand;
  private final Score score;

  Delivery(World world, Demand demand, Score score) {
    this.world = world;
    this.demand = demand;
    this.score = score;
  }

  /** To be called when the request arrives. */
  void begin() {
    byte[] body = world.scenario().body(demand).getBytes(StandardCharsets.UTF_8);
    switch (Begun.begin(world.keyway(), world.policy(), arrival(), body)) {
      case Opening.Open(Exchange exchange) -> carryOut(exchange, exchange.first());
      case Opening.Answered answered -> score.refused();
      case Opening.ReadBody again -> throw new IllegalStateException("the body was read");
    }
  }

  private void carryOut(Exchange exchange, Move move) {
    switch (move) {
      case Move.Send send -> send(exchange, send);
      case Move.Answer answer -> score.refused();
      case Move.Pass pass -> throw new IllegalStateException("nothing was answered");
      case Move.Onward onward -> throw new IllegalStateException("the policy has one action");
      case Move.Gone gone -> throw new IllegalStateException("no client leaves");
    }
  }

  private void send(Exchange exchange, Move.Send send) {
    Reply reply = world.reply(send.call(), demand);
    boolean late = reply.after().compareTo(send.timeout()) > 0;
    score.called();
    world
        .timeline()
        .after(
            late ? send.timeout() : reply.after(),
            () -> answered(exchange, reply, late ? timedOut() : reply.outcome()));
  }

  private static Outcome timedOut() {
    return new Outcome.TimedOut(Outcome.Stage.HEAD, true);
  }

  private void answered(Exchange exchange, Reply reply, Outcome outcome) {
    Move move = exchange.next(outcome);
    if (move instanceof Move.Pass && reply.serving() != null) {
      pass(exchange, reply.serving());
    } else {
      carryOut(exchange, move);
    }
  }

  private void pass(Exchange exchange, Reply.Serving serving) {
    score.served(demand, serving, world.timeline().elapsed().minus(demand.arrival()));
    Usage usage = new Usage(demand.promptTokens(), demand.outputTokens());
    world.timeline().after(serving.streaming(), () -> exchange.finished(usage, Ending.COMPLETE));
  }

  private Arrival arrival() {
    HeadFacts head =
        new HeadFacts(
            "simulated",
            "simulation",
            "POST",
            world.scenario().surface().path(),
            null,
            HEADERS,
            CALLER,
            world.timeline().now(),
            Connection.PLAIN);
    return new Arrival(head, world.scenario().surface(), new ClientCredential.None(), null);
  }
}
