package dev.keyway.explain;

import dev.keyway.Arrival;
import dev.keyway.Exchange;
import dev.keyway.Guard;
import dev.keyway.Keyway;
import dev.keyway.Move;
import dev.keyway.Opening;
import dev.keyway.Visit;
import dev.keyway.classify.Outcome;
import dev.keyway.failover.AttemptRecord;
import dev.keyway.health.Health;
import dev.keyway.http.Answer;
import dev.keyway.http.Headers;
import dev.keyway.policy.Policy;
import dev.keyway.record.DecisionRecord;
import dev.keyway.refusal.Refusal;
import dev.keyway.request.ClientBody;
import dev.keyway.route.Candidate;
import dev.keyway.stream.Usage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Carries a request to nobody: asks an {@link Exchange} for its moves as a carrier does, and
 * reports assumed answers until there is no further attempt. What the plan says is read off the
 * moves and the decision record, so it is what a relay would do.
 */
public final class Planner {

  private final Policy policy;
  private final Conditions conditions;
  private final PlanClock clock;
  private final Keyway keyway;
  private final Iterator<AssumedAnswer> answers;
  private final AssumedAnswer silent;
  private final List<Sent> sent = new ArrayList<>();
  private @Nullable DecisionRecord record;

  private record Sent(Move.Send move, AssumedAnswer assumed) {}

  private Planner(Policy policy, Health health, Conditions conditions) {
    this.policy = policy;
    this.conditions = conditions;
    this.clock = new PlanClock(conditions.now());
    this.keyway =
        new Keyway(
            clock,
            new SplittableRandom(conditions.seed()),
            health,
            conditions.urls(),
            written -> this.record = written);
    this.answers = conditions.answers().iterator();
    this.silent = AssumedAnswer.silent(policy.aiGateway().failover());
  }

  /**
   * The plan for a request under a policy.
   *
   * @param health what is known of keys and providers. The assumed answers are remembered in it as
   *     real ones would be, so it must be nobody else's
   * @throws IllegalArgumentException when the question's caller can't be: an access key without a
   *     name, say
   */
  public static Plan plan(Policy policy, Question question, Health health, Conditions conditions) {
    return new Planner(policy, health, conditions).plan(question);
  }

  private Plan plan(Question question) {
    return switch (new Doorstep(policy, question, conditions).enter()) {
      case Doorstep.Entry.Closed(Arrival arrival, Refusal refusal) ->
          answered(arrival, keyway.refuse(policy.name(), arrival, refusal));
      case Doorstep.Entry.Open(Arrival arrival, Guard guard) -> {
        Visit visit = keyway.visit(policy, arrival, guard);
        Opening opening = visit.enter();
        yield opened(
            arrival,
            opening instanceof Opening.ReadBody
                ? visit.read(ClientBody.whole(question.body()))
                : opening);
      }
    };
  }

  private Plan opened(Arrival arrival, Opening opening) {
    return switch (opening) {
      case Opening.Open open -> carried(arrival, open.exchange());
      case Opening.Answered answered -> answered(arrival, answered.answer());
      case Opening.ReadBody again -> throw new IllegalStateException("the body was read");
    };
  }

  private Plan answered(Arrival arrival, Answer answer) {
    return plan(arrival, List.of(), answer);
  }

  private Plan carried(Arrival arrival, Exchange exchange) {
    Move move = sent(exchange, exchange.first());
    return move instanceof Move.Onward onward
        ? opened(arrival, onward.next().get())
        : plan(arrival, exchange.untried(), answer(move, exchange));
  }

  /** Carries an exchange to its last move. */
  private Move sent(Exchange exchange, Move first) {
    Move move = first;
    while (move instanceof Move.Send send) {
      AssumedAnswer assumed = answers.hasNext() ? answers.next() : silent;
      sent.add(new Sent(send, assumed));
      if (assumed.outcome() instanceof Outcome.TimedOut) {
        clock.pass(send.timeout());
      }
      move = exchange.next(assumed.outcome(send.streamed()));
    }
    return move;
  }

  /** Ends the exchange, and gives what its client gets; of a provider's answer the head alone. */
  private static Answer answer(Move last, Exchange exchange) {
    return switch (last) {
      case Move.Pass pass -> {
        exchange.finished(Usage.UNKNOWN, DecisionRecord.Ending.COMPLETE);
        yield new Answer(pass.status(), pass.headers(), new byte[0]);
      }
      case Move.Answer own -> own.answer();
      case Move.Gone gone -> new Answer(0, Headers.empty(), new byte[0]);
      case Move.Send another -> throw new IllegalStateException("an attempt is under way");
      case Move.Onward next -> throw new IllegalStateException("the policy goes on");
    };
  }

  private Plan plan(Arrival arrival, List<Candidate> untried, Answer answer) {
    DecisionRecord written = record;
    if (written == null) {
      throw new IllegalStateException("no decision record was written");
    }
    List<AttemptRecord> tried =
        Stream.concat(written.ruled().earlier().stream(), Stream.of(written))
            .flatMap(Planner::tried)
            .toList();
    Redaction redaction = redaction(arrival, tried);
    return new Plan(
        conditions,
        candidates(written, untried),
        attempts(redaction, tried),
        reply(written, answer, redaction),
        written);
  }

  private static Stream<AttemptRecord> tried(DecisionRecord written) {
    return written.trials().stream()
        .flatMap(trial -> trial.attempts().stream())
        .sorted(Comparator.comparingInt(attempt -> attempt.attempt().number()));
  }

  private static Plan.Reply reply(DecisionRecord written, Answer answer, Redaction redaction) {
    Refusal refusal = written.refusal();
    if (refusal != null) {
      return new Plan.Reply(answer.status(), refusal.code().wireName(), refusal.message(), null);
    }
    return written.ruled().answered() == null
        ? Plan.Reply.passed(answer.status())
        : new Plan.Reply(
            answer.status(),
            null,
            null,
            redaction.text(new String(answer.body(), StandardCharsets.UTF_8)));
  }

  /** Each once: the keys of the policy and of the house are tried one after the other. */
  private static List<Candidate> candidates(DecisionRecord written, List<Candidate> untried) {
    Map<String, Candidate> candidates = new LinkedHashMap<>();
    written
        .trials()
        .forEach(trial -> candidates.put(Plan.name(trial.candidate()), trial.candidate()));
    untried.forEach(candidate -> candidates.putIfAbsent(Plan.name(candidate), candidate));
    return List.copyOf(candidates.values());
  }

  private Redaction redaction(Arrival arrival, List<AttemptRecord> tried) {
    Redaction redaction = new Redaction().hide(arrival.clientCredential().secret());
    policy.gateways().forEach(gateway -> gateway.keys().values().forEach(redaction::hide));
    policy
        .gateways()
        .forEach(gateway -> gateway.managedKeys().keys().values().forEach(redaction::hide));
    policy.rules().secrets().all().forEach(handle -> redaction.hide(handle.current()));
    tried.forEach(attempt -> redaction.hideNamed(attempt.attempt().candidate().endpoint().auth()));
    tried.forEach(attempt -> {
      redaction.hide(
          arrival.credentialFor(attempt.attempt().candidate().endpoint().auth()).secret());
      if (attempt.attempt().key() != null) {
        redaction.hide(attempt.attempt().key().secret().current());
      }
    });
    return redaction;
  }

  /** An attempt that could not be prepared has no move: it is the last, and the reply says why. */
  private List<Plan.Attempt> attempts(Redaction redaction, List<AttemptRecord> tried) {
    List<Plan.Attempt> attempts = new ArrayList<>();
    for (int i = 0; i < sent.size(); i++) {
      Move.Send move = sent.get(i).move();
      attempts.add(
          new Plan.Attempt(
              redaction.shown(move.call()),
              move.streamed(),
              move.timeout(),
              sent.get(i).assumed(),
              tried.get(i)));
    }
    return attempts;
  }
}
