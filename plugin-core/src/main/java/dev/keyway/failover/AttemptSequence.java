package dev.keyway.failover;

import dev.keyway.classify.Classification;
import dev.keyway.classify.Classifier;
import dev.keyway.classify.Outcome;
import dev.keyway.classify.Scope;
import dev.keyway.facts.RequestFacts;
import dev.keyway.health.FailureKind;
import dev.keyway.health.Health;
import dev.keyway.health.Mark;
import dev.keyway.health.ProviderStanding;
import dev.keyway.health.Served;
import dev.keyway.health.Target;
import dev.keyway.policy.AiGateway;
import dev.keyway.quota.QuotaSignals;
import dev.keyway.route.Candidate;
import dev.keyway.select.KeySelection;
import dev.keyway.stream.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The attempt loop of one request, and the only one there is. It does no I/O and has no clock: a
 * carrier asks for the {@link #first} step, carries it out, reports the outcome to {@link #next}
 * and carries out what that gives, until it is no {@link Step.Try} any more.
 *
 * <ol>
 *   <li>The next key of the same model, then, where the policy lets another payer step in, that
 *       one's keys ({@link Lineup}), then the next candidate, whose keys are selected afresh.
 *   <li>Never the same model and key twice.
 *   <li>It stops at the first success, when the total time is over, at a failure that is the
 *       request's own, or when candidates end.
 * </ol>
 *
 * <p>Not safe for use by several threads; the {@link Health} it shares with other requests is.
 */
public final class AttemptSequence {

  private final AiGateway gateway;
  private final RequestFacts request;
  private final Deque<Candidate> candidates;
  private final Health health;
  private final Classifier classifier;
  private final Instant startedAt;
  private final Instant deadline;

  private final Skips skips = new Skips();
  private final Trials trials = new Trials();
  private final Lineup lineup;
  private @Nullable Candidate candidate;
  private int attempts;
  private boolean last;
  private @Nullable UnderWay underWay;
  private @Nullable Target occupied;

  private record UnderWay(Step.Try attempt, Target target) {}

  public AttemptSequence(
      AiGateway gateway,
      RequestFacts request,
      List<Candidate> candidates,
      Health health,
      KeySelection selection,
      Classifier classifier,
      Instant now) {
    this.gateway = gateway;
    this.request = request;
    this.candidates = new ArrayDeque<>(candidates);
    this.health = health;
    this.classifier = classifier;
    this.startedAt = now;
    this.deadline = now.plus(gateway.totalTimeout());
    this.lineup = new Lineup(gateway, request, health, selection, skips, trials, deadline);
  }

  /** The first step of the request. */
  public Step first() {
    return advance(startedAt);
  }

  /** The step after an attempt with this outcome. */
  public Step next(Outcome outcome, Instant now) {
    UnderWay present = underWay;
    if (present == null) {
      throw new IllegalStateException("no attempt is under way");
    }
    underWay = null;
    String providerId = present.attempt().candidate().provider().id();
    Classification classification = classifier.classify(providerId, outcome, now);
    if (outcome instanceof Outcome.Answered answered) {
      health.reported(
          present.target(), QuotaSignals.report(providerId, answered.headers(), now), now);
    }
    return switch (classification) {
      case Classification.Success success -> passed(present, outcome, success, now);
      case Classification.Abandoned abandoned -> abandoned(present, outcome, abandoned, now);
      case Classification.Failure failure -> failed(present, outcome, failure, now);
    };
  }

  /**
   * The attempt under way is the last, whatever becomes of it: something of the request has gone to
   * its provider that can't be sent again.
   */
  public void last() {
    last = true;
  }

  /** Whether no attempt may follow. */
  public boolean isLast() {
    return last;
  }

  /**
   * The passed answer has gone to the client to its end; call {@link #ended} then. What it took is
   * remembered of its key.
   *
   * @param streamed whether the answer was a stream
   */
  public void served(Usage usage, boolean streamed, Instant now) {
    Target target = occupied;
    AttemptRecord last = trials.lastAttempt();
    if (target == null || last == null) {
      return;
    }
    Duration upstream = Duration.between(last.startedAt(), now);
    Duration first = streamed ? Duration.between(last.startedAt(), last.endedAt()) : null;
    Duration gateway = Duration.between(startedAt, last.endedAt()).minus(trials.spentOnAttempts());
    health.served(
        target,
        new Served(
            upstream,
            first,
            gateway,
            usage.inputTokens(),
            usage.outputTokens(),
            request.inputTokens().ifCounted(),
            null),
        now);
  }

  /**
   * The passed answer has gone to the client to its end, or broke on the way: its key is free
   * again. Idempotent.
   */
  public void ended() {
    Target target = occupied;
    if (target != null) {
      occupied = null;
      health.ended(target);
    }
  }

  /** What was done for each candidate so far, in order. */
  public List<ModelTrial> trials() {
    return trials.list();
  }

  /** Candidates that were not come to, in order. */
  public List<Candidate> untried() {
    return List.copyOf(candidates);
  }

  /** The last attempt whose outcome is known, or null. */
  public @Nullable AttemptRecord lastAttempt() {
    return trials.lastAttempt();
  }

  /** When the time for all attempts together is over. */
  public Instant deadline() {
    return deadline;
  }

  private Step passed(UnderWay done, Outcome outcome, Classification.Success success, Instant now) {
    health.succeeded(done.target(), gateway.failover(), now);
    occupied = done.target();
    note(done, outcome, success, new Mark.Nothing(), now);
    return new Step.Pass(done.attempt(), (Outcome.Answered) outcome);
  }

  private Step abandoned(
      UnderWay done, Outcome outcome, Classification.Abandoned abandoned, Instant now) {
    health.abandoned(done.target());
    health.ended(done.target());
    note(done, outcome, abandoned, new Mark.Nothing(), now);
    return new Step.Abandon();
  }

  private Step failed(UnderWay done, Outcome outcome, Classification.Failure failure, Instant now) {
    Step.Try attempt = done.attempt();
    Scope scope = failure.scope();
    FailureKind kind = FailureKind.of(outcome, scope);
    Mark mark =
        health.failed(done.target(), scope, kind, failure.retryAt(), gateway.failover(), now);
    // Before the next key is chosen: strategies may ask who is busy.
    health.ended(done.target());
    note(done, outcome, failure, mark, now);
    skips.failed(attempt, scope);
    Step next = scope == Scope.REQUEST ? verdict(now) : advance(now);
    return next instanceof Step.Refuse
            && outcome instanceof Outcome.Answered answered
            && belongsToClient(attempt, scope)
        ? new Step.Pass(attempt, answered)
        : next;
  }

  /**
   * Whether a failure with nothing left to try is shown to the client as it came: when the request
   * itself was at fault, and when it was the client's own credential that the provider judged.
   */
  private static boolean belongsToClient(Step.Try attempt, Scope scope) {
    return scope == Scope.REQUEST || scope == Scope.MODEL_WINDOW || attempt.key() == null;
  }

  private Step advance(Instant now) {
    if (last) {
      trials.stop(Verdict.SENT_ONCE);
      return Verdict.ofLast(trials.list(), now);
    }
    if (!now.isBefore(deadline)) {
      return verdict(now);
    }
    while (true) {
      Step.Try next = nextOfCandidate(now);
      if (next != null) {
        return next;
      }
      candidate = candidates.pollFirst();
      if (candidate == null) {
        return verdict(now);
      }
      open(candidate);
    }
  }

  /** The next attempt with the present candidate, or null when there is none. */
  private Step.@Nullable Try nextOfCandidate(Instant now) {
    Candidate present = candidate;
    Turn turn = lineup.next(now);
    return present == null || turn == null ? null : start(present, turn, now);
  }

  /** Begins with a candidate, or notes why it is not tried. */
  private void open(Candidate next) {
    String against = skips.against(next);
    if (against == null) {
      lineup.open(next);
    } else {
      lineup.close();
      trials.add(ModelTrial.skipped(next, next.payers().getFirst(), against));
    }
  }

  /** Begins an attempt, unless its provider is being left alone. */
  private Step.@Nullable Try start(Candidate present, Turn turn, Instant now) {
    ProviderStanding standing = health.askProvider(present.place(), gateway.failover(), now);
    if (standing instanceof ProviderStanding.LeftAlone alone) {
      lineup.close();
      trials.leaveAlone(present, turn.payer(), alone.until());
      return null;
    }
    Duration left = Duration.between(now, deadline);
    Duration timeout =
        left.compareTo(gateway.perRequestTimeout()) < 0 ? left : gateway.perRequestTimeout();
    Step.Try attempt = new Step.Try(++attempts, present, turn.payer(), turn.key(), timeout);
    Target target =
        Target.of(present.place(), turn.key(), present.model().id(), request.head().route(), now);
    underWay = new UnderWay(attempt, target);
    health.started(target);
    return attempt;
  }

  private Step verdict(Instant now) {
    return Verdict.of(trials.list(), gateway.totalTimeout(), !now.isBefore(deadline), now);
  }

  private void note(
      UnderWay done, Outcome outcome, Classification classification, Mark mark, Instant now) {
    trials.note(
        new AttemptRecord(
            done.attempt(), done.target().startedAt(), now, outcome, classification, mark));
  }
}
