package dev.keyway.failover;

import dev.keyway.facts.RequestFacts;
import dev.keyway.failover.Exhaustion.Known;
import dev.keyway.health.Health;
import dev.keyway.health.Standing;
import dev.keyway.policy.AiGateway;
import dev.keyway.policy.ApiKey;
import dev.keyway.route.Candidate;
import dev.keyway.route.Payer;
import dev.keyway.select.KeyOrder;
import dev.keyway.select.KeySelection;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is left to try with one candidate: the keys of its first payer, and where these are
 * exhausted those of the next. Each payer's keys are selected when its turn comes. Keys that cool
 * down go behind all others, the next payer's too.
 */
final class Lineup {

  private static final Standing READY = Standing.READY;

  private final AiGateway gateway;
  private final RequestFacts request;
  private final Health health;
  private final KeySelection selection;
  private final Skips skips;
  private final Trials trials;
  private final Instant deadline;

  private final Deque<Payer> payers = new ArrayDeque<>(2);
  private Iterator<Turn> turns = Collections.emptyIterator();
  private final Deque<Turn> cooling = new ArrayDeque<>(0);
  private @Nullable Candidate candidate;
  private @Nullable Payer present;

  Lineup(
      AiGateway gateway,
      RequestFacts request,
      Health health,
      KeySelection selection,
      Skips skips,
      Trials trials,
      Instant deadline) {
    this.gateway = gateway;
    this.request = request;
    this.health = health;
    this.selection = selection;
    this.skips = skips;
    this.trials = trials;
    this.deadline = deadline;
  }

  /** Begins with a candidate. */
  void open(Candidate next) {
    close();
    candidate = next;
    present = null;
    payers.addAll(next.payers());
  }

  /** Nothing more is tried with the candidate. */
  void close() {
    candidate = null;
    payers.clear();
    turns = Collections.emptyIterator();
    cooling.clear();
  }

  /** Whose turn it is, or null when nobody is left. */
  @Nullable Turn next(Instant now) {
    Candidate at = candidate;
    if (at == null || skips.finished(at)) {
      return null;
    }
    Turn turn = firstOfUse(at);
    while (turn == null && !payers.isEmpty()) {
      turnTo(payers.removeFirst(), at, now);
      turn = firstOfUse(at);
    }
    if (turn == null && !cooling.isEmpty()) {
      turns = List.copyOf(cooling).iterator();
      cooling.clear();
      turn = firstOfUse(at);
    }
    return turn;
  }

  private @Nullable Turn firstOfUse(Candidate at) {
    while (turns.hasNext()) {
      Turn turn = turns.next();
      if (!skips.skips(turn.key(), at)) {
        return turn;
      }
    }
    return null;
  }

  private void turnTo(Payer payer, Candidate at, Instant now) {
    Payer before = present;
    if (before != null && !exhausted(before, at, now)) {
      trials.add(
          ModelTrial.skipped(at, payer, "not every key of " + words(before) + " is exhausted"));
      return;
    }
    present = payer;
    switch (payer) {
      case POLICY, HOUSE -> select(payer, at, now);
      case CLIENT, NOBODY -> withoutKeyOfOurs(payer, at);
    }
  }

  private void select(Payer payer, Candidate at, Instant now) {
    KeyOrder order =
        selection.order(
            keys(payer, at), at.model().id(), key -> skips.skips(key, at), request, now, deadline);
    trials.add(ModelTrial.opened(at, payer, order));
    turns = at.payers().size() > 1 ? readyOnes(payer, order, at, now) : all(payer, order);
  }

  /** Made one by one: most requests need the first only, of maybe hundreds. */
  private static Iterator<Turn> all(Payer payer, KeyOrder order) {
    return order.keys().stream().map(key -> new Turn(payer, key)).iterator();
  }

  private Iterator<Turn> readyOnes(Payer payer, KeyOrder order, Candidate at, Instant now) {
    List<Turn> ready = new ArrayList<>();
    for (ApiKey key : order.keys()) {
      boolean later = standing(key, at, now) instanceof Standing.Cooling;
      (later ? cooling : ready).add(new Turn(payer, key));
    }
    return ready.iterator();
  }

  private void withoutKeyOfOurs(Payer payer, Candidate at) {
    if (skips.skips(null, at)) {
      trials.add(
          ModelTrial.skipped(at, payer, "the client's own credential is of no use here any more"));
    } else {
      trials.add(ModelTrial.opened(at, payer, null));
      turns = List.of(new Turn(payer, null)).iterator();
    }
  }

  private boolean exhausted(Payer payer, Candidate at, Instant now) {
    return switch (payer) {
      case POLICY, HOUSE ->
          Exhaustion.of(
              keys(payer, at).stream()
                  .filter(key -> key.serves(at.model().id()))
                  .map(key -> known(key, at, now))
                  .toList());
      case CLIENT, NOBODY ->
          Exhaustion.of(List.of(new Known(skips.failure(null, at), true, READY)));
    };
  }

  private Known known(ApiKey key, Candidate at, Instant now) {
    return new Known(
        skips.failure(key, at), key.secret().current() != null, standing(key, at, now));
  }

  private Standing standing(ApiKey key, Candidate at, Instant now) {
    return health.standing(key, at.model().id(), now);
  }

  private List<ApiKey> keys(Payer payer, Candidate at) {
    var keys = payer == Payer.HOUSE ? gateway.managedKeys().keys() : gateway.keys();
    return keys.getOrDefault(at.provider().id(), List.of());
  }

  private static String words(Payer payer) {
    return switch (payer) {
      case POLICY -> "the policy";
      case HOUSE -> "the house";
      case CLIENT, NOBODY -> "the client";
    };
  }
}
