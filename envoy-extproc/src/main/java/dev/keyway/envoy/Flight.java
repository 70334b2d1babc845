package dev.keyway.envoy;

import dev.keyway.DecidedAttempt;
import dev.keyway.Exchange;
import dev.keyway.Move;
import dev.keyway.Opening;
import dev.keyway.classify.Outcome;
import dev.keyway.http.Answer;
import dev.keyway.record.DecisionRecord.Ending;
import dev.keyway.refusal.ErrorCode;
import dev.keyway.refusal.Refusal;
import dev.keyway.rule.AnswerEdit;
import dev.keyway.stream.Usage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request of the native form on its way: Envoy sends, and says in which try it is; the exchange
 * decides. Its filters' streams meet here, so it is used under its own lock.
 *
 * <p>Each try of Envoy's is one of two: an attempt, at the cluster that was put next; or, where the
 * one before gave no answer, a turn at Keyway's own cluster, which answers nothing but lets the
 * decision be made before Envoy goes on.
 */
final class Flight {

  /** Where it stands. */
  sealed interface State {}

  /** An attempt is to be made. */
  record Next(Move.Send send, String cluster, @Nullable Handover handover) implements State {}

  /** Envoy has been given an attempt, in this try. */
  record UnderWay(Move.Send send, int tryNumber) implements State {}

  /**
   * The attempt's answer goes to the client.
   *
   * @param tryNumber the try that brought it
   * @param read whether its body was looked at before
   */
  record Passing(Move.Pass pass, int tryNumber, boolean read) implements State {}

  /** Something else goes to the client, whatever Envoy brings. */
  record Answered(Answer answer) implements State {}

  /** Nobody waits any more. */
  record Gone() implements State {}

  private final String id;
  private byte[] body;
  private final @Nullable String signed;
  private final String path;
  private final List<String> headers;
  private final Instant deadline;
  private final boolean onwardTakesLong;
  private Exchange exchange;
  private State state;
  private int lastTry;

  /**
   * @param id the request's, as the record has it
   * @param body the client's, which Envoy keeps and sends at each try unless it is told otherwise
   * @param signed who calls, for a process that takes over; null: none can
   * @param path the client's, for the same
   * @param headers names of the client's headers, for the same
   * @param onwardTakesLong whether going on to the policy's next action may take longer than an
   *     event loop can be held
   */
  Flight(
      String id,
      byte[] body,
      @Nullable String signed,
      String path,
      List<String> headers,
      boolean onwardTakesLong,
      Exchange exchange,
      Instant now) {
    this.id = id;
    this.body = body;
    this.signed = signed;
    this.path = path;
    this.headers = headers;
    this.onwardTakesLong = onwardTakesLong;
    this.exchange = exchange;
    this.state = after(exchange.first(), 0, true);
    this.deadline = state instanceof Next next ? now.plus(next.send().left()) : now;
  }

  String id() {
    return id;
  }

  /** The client's body. */
  synchronized byte[] body() {
    return body;
  }

  /** Whether what follows an answer may take longer than an event loop can be held. */
  boolean onwardTakesLong() {
    return onwardTakesLong;
  }

  /** No try follows: the body is not needed any more. */
  synchronized void decided() {
    body = new byte[0];
  }

  synchronized State state() {
    return state;
  }

  /** The exchange in whose turn it is. */
  synchronized Exchange exchange() {
    return exchange;
  }

  /**
   * Envoy makes a try at a cluster.
   *
   * @param late whether the try before ran out of time
   * @return what it is given; null when this is no cluster for this moment
   */
  synchronized @Nullable State tried(int number, String cluster, boolean late) {
    if (number <= lastTry) {
      return null; // one that Envoy has given up already, come late
    }
    lastTry = number;
    if (state instanceof UnderWay lost) {
      if (!cluster.equals(Route.OURS)) {
        return null;
      }
      report(late ? timedOut() : broken(), lost.tryNumber(), true);
      return state;
    }
    if (cluster.equals(Route.OURS)) {
      return state;
    }
    if (state instanceof Next next && next.cluster().equals(cluster)) {
      state = new UnderWay(next.send(), number);
      return state;
    }
    return null;
  }

  /** The attempt that was made in this try came to an answer; says what follows. */
  synchronized State answered(int tryNumber, Outcome.Answered outcome) {
    if (state instanceof UnderWay present && present.tryNumber() == tryNumber) {
      report(outcome, tryNumber, outcome.prefix() == Outcome.Prefix.COMPLETE);
    }
    return state;
  }

  /** The attempt that was next was made by a process that takes over, and came to an answer. */
  synchronized void madeElsewhere(Outcome.Answered outcome) {
    if (state instanceof Next) {
      report(outcome, lastTry, false);
    }
  }

  /**
   * Envoy gave up by itself. A provider is to blame only where the time for all tries is over: what
   * else became of a try, Envoy would have told in the next one.
   *
   * @param status what it would answer
   */
  synchronized State gaveUp(int status, Instant now) {
    if (state instanceof UnderWay present && status == 504 && !now.isBefore(deadline)) {
      report(timedOut(), present.tryNumber(), true);
    }
    if (state instanceof Next || state instanceof UnderWay) {
      Refusal refusal =
          status == 504
              ? Refusal.of(
                  ErrorCode.TIMEOUT,
                  "no provider answered in time; raise total_timeout or try again")
              : Refusal.of(
                  ErrorCode.ALL_PROVIDERS_FAILED,
                  "this gateway could not go on to the next provider; its operator finds the reason in Envoy's access log");
      state = new Answered(exchange.stopped(refusal));
    }
    return state;
  }

  /** What was to be passed on never came to its client's side of Envoy; says what goes out. */
  synchronized Answer lost() {
    Answer answer =
        exchange.withheld(
            Refusal.of(
                ErrorCode.UPSTREAM_UNREACHABLE,
                "the provider's answer broke off before any of it could be passed on; try again"),
            Usage.UNKNOWN,
            Ending.PROVIDER_BROKE);
    state = new Gone();
    return answer;
  }

  /** The answer to be passed on turned out to quote a secret; says what goes out. */
  synchronized Answer withheld() {
    Answer answer =
        exchange.withheld(
            Refusal.of(
                ErrorCode.ANSWER_WITHHELD,
                "the provider's answer quotes the key it was called with, so it is withheld; the decision record says which provider and key"),
            Usage.UNKNOWN,
            Ending.COMPLETE);
    state = new Gone();
    return answer;
  }

  /** The client left before anything went out. */
  synchronized void left() {
    switch (state) {
      case UnderWay present -> exchange.next(new Outcome.Cancelled());
      case Next next -> exchange.next(new Outcome.Cancelled());
      case Passing passing -> exchange.finished(Usage.UNKNOWN, Ending.CLIENT_LEFT);
      case Answered answered -> {}
      case Gone gone -> {}
    }
    state = new Gone();
  }

  /** The passed answer has ended. */
  synchronized void finished(Usage usage, Ending ending) {
    if (state instanceof Passing) {
      exchange.finished(usage, ending);
      state = new Gone();
    }
  }

  private void report(Outcome outcome, int tryNumber, boolean read) {
    state = after(exchange.next(outcome), tryNumber, read);
  }

  private State after(Move move, int tryNumber, boolean read) {
    return switch (move) {
      case Move.Send send when send.call().keyInQuery() ->
          new Answered(exchange.stopped(loggedKey(send.call().provider())));
      case Move.Send send ->
          new Next(send, ClusterName.of(send.call().provider(), send.call().target()), handover());
      case Move.Pass pass -> passing(pass, tryNumber, read);
      case Move.Answer answer -> new Answered(answer.answer());
      case Move.Onward onward -> opened(onward.next().get());
      case Move.Gone gone -> new Gone();
    };
  }

  private @Nullable Handover handover() {
    DecidedAttempt decided = exchange.decided();
    return decided == null || signed == null ? null : new Handover(signed, path, headers, decided);
  }

  /** Envoy's access log shows paths with their queries, as they were in the last try. */
  private static Refusal loggedKey(String provider) {
    return Refusal.of(
        ErrorCode.POLICY_UNAVAILABLE,
        "the provider %s takes its key in the URL, which Envoy would log: its operator attaches Keyway by the relay form"
            .formatted(provider));
  }

  /** Envoy passes bodies on as they come: what would have to change one is not let out. */
  private State passing(Move.Pass pass, int tryNumber, boolean read) {
    return switch (pass.edit()) {
      case AnswerEdit.None none -> new Passing(pass, tryNumber, read);
      case AnswerEdit.WithoutUsage(AnswerEdit.None none) -> new Passing(pass, tryNumber, read);
      case AnswerEdit.WithoutUsage edit -> new Answered(uneditable());
      case AnswerEdit.EachEvent edit -> new Answered(uneditable());
      case AnswerEdit.WholeBody edit -> new Answered(uneditable());
    };
  }

  private Answer uneditable() {
    return exchange.withheld(
        Refusal.of(
            ErrorCode.ANSWER_WITHHELD,
            "the policy edits this answer's body, which Envoy's native form can't: its operator attaches Keyway by the relay form"),
        Usage.UNKNOWN,
        Ending.COMPLETE);
  }

  /** What follows an {@code ai-gateway} action that failed. */
  private State opened(Opening opening) {
    return switch (opening) {
      case Opening.Open open -> {
        exchange = open.exchange();
        yield after(exchange.first(), 0, true);
      }
      case Opening.Answered answered -> new Answered(answered.answer());
      case Opening.ReadBody again -> throw new IllegalStateException("the body was read");
    };
  }

  /** Envoy does not say where it broke, nor how much had been sent. */
  private static Outcome broken() {
    return new Outcome.Broken(Outcome.Stage.HEAD, true);
  }

  private static Outcome timedOut() {
    return new Outcome.TimedOut(Outcome.Stage.HEAD, true);
  }
}
