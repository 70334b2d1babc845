package dev.keyway;

import dev.keyway.classify.Classification;
import dev.keyway.classify.Outcome;
import dev.keyway.facts.RequestFacts;
import dev.keyway.failover.AttemptRecord;
import dev.keyway.failover.AttemptSequence;
import dev.keyway.failover.Step;
import dev.keyway.http.Answer;
import dev.keyway.http.ByteSlice;
import dev.keyway.http.Headers;
import dev.keyway.policy.AiGateway;
import dev.keyway.policy.ApiKey;
import dev.keyway.provider.Preparation;
import dev.keyway.provider.PreparedAttempt;
import dev.keyway.provider.ResponseHeaders;
import dev.keyway.record.DecisionRecord;
import dev.keyway.record.DecisionRecord.Ending;
import dev.keyway.record.Masking;
import dev.keyway.refusal.ErrorCode;
import dev.keyway.refusal.Refusal;
import dev.keyway.request.Dialect;
import dev.keyway.request.FormRest;
import dev.keyway.request.RefusalResponse;
import dev.keyway.request.Surface;
import dev.keyway.route.Candidate;
import dev.keyway.route.Exclusion;
import dev.keyway.rule.AnswerEdit;
import dev.keyway.rule.ResponsePlan;
import dev.keyway.rule.ResponseRules;
import dev.keyway.secret.Secret;
import dev.keyway.select.ModelRun;
import dev.keyway.stream.BodyUsage;
import dev.keyway.stream.Usage;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request from its first attempt to its record: turns the steps of an {@link AttemptSequence}
 * into moves that are ready for the wire. A carrier asks for the {@link #first} move, carries it
 * out, reports each outcome to {@link #next}, and says when a passed answer has {@link #finished}.
 * Not safe for use by several threads.
 */
public final class Exchange {

  private static final ByteSlice NO_BODY = ByteSlice.of(new byte[0]);

  private final Keyway keyway;
  private final Visit visit;
  private final AiGateway gateway;
  private final Arrival arrival;
  private final RequestFacts request;
  private final @Nullable FormRest rest;
  private final List<Exclusion> excluded;
  private final List<ModelRun> modelRuns;
  private final AttemptSequence sequence;
  private final Map<Integer, DecisionRecord.Call> calls = new HashMap<>(2);
  private Step.@Nullable Try under;
  private @Nullable Sent sent;
  private SentKey sentKey = SentKey.NOBODYS;
  private boolean clientsOwn;
  private @Nullable AttemptRecord passed;
  private boolean streamed;
  private boolean recorded;

  Exchange(
      Keyway keyway,
      Visit visit,
      AiGateway gateway,
      Arrival arrival,
      RequestFacts request,
      @Nullable FormRest rest,
      List<Exclusion> excluded,
      List<ModelRun> modelRuns,
      AttemptSequence sequence) {
    this.keyway = keyway;
    this.visit = visit;
    this.gateway = gateway;
    this.arrival = arrival;
    this.request = request;
    this.rest = rest;
    this.excluded = excluded;
    this.modelRuns = modelRuns;
    this.sequence = sequence;
  }

  /** The first move. */
  public Move first() {
    return move(sequence.first());
  }

  /**
   * The move after an attempt with this outcome.
   *
   * @throws IllegalStateException when no attempt is under way
   */
  public Move next(Outcome outcome) {
    Outcome judged =
        outcome instanceof Outcome.Answered answered
            ? sentKey.withoutHeadersThatQuote(answered)
            : outcome;
    Step step = sequence.next(judged, keyway.now());
    keepErrorBody(judged);
    return move(step);
  }

  /**
   * What is under way was sent once more on another connection, because the one it had gone out on
   * turned out closed, or because the provider said that it had done nothing with it. That is no
   * attempt of its own: only the record tells of it.
   */
  public void sentAgain() {
    Sent present = sent;
    if (present != null) {
      calls.computeIfPresent(present.number(), (number, call) -> call.sentAgain());
    }
  }

  /**
   * The attempt under way by its names, so that another process can make it; null where it could
   * not, because rules changed the request or the key is the client's own.
   */
  public @Nullable DecidedAttempt decided() {
    Step.Try present = under;
    ApiKey key = present == null ? null : present.key();
    return present == null || key == null || !visit.policy().rules().isGatewayAlone()
        ? null
        : new DecidedAttempt(
            visit.policy().gateways().indexOf(gateway),
            present.candidate().provider().id(),
            present.candidate().model().id(),
            key.id());
  }

  /** What watches the rest of an upload of which only the beginning has been read, or null. */
  public @Nullable FormRest rest() {
    return rest;
  }

  /** The attempt under way takes of that rest: no other can follow it. */
  public void restTaken() {
    sequence.last();
  }

  /**
   * The attempt under way can't be carried out to its end for no fault of its provider's: the rest
   * of an upload is not what it may be, say. It is held against nobody, and the exchange is over.
   *
   * @return what goes out to the client
   */
  public Answer stopped(Refusal refusal) {
    takeBack();
    return told(refusal);
  }

  /** The client left before the first move. Writes the record; the exchange is over. */
  public void abandoned() {
    record(null, Usage.UNKNOWN, Ending.CLIENT_LEFT);
  }

  /**
   * A passed answer has ended. Writes the record; a second call does nothing.
   *
   * @throws IllegalStateException when no answer was passed and the exchange is not over
   */
  public void finished(Usage usage, Ending ending) {
    finished(null, usage, ending);
  }

  /**
   * A passed answer turned out to be none for the client, and nothing of it has gone out: its edit
   * could not be done, say. Writes the record; the exchange is over.
   *
   * @param ending how the provider's answer ended
   * @return what goes out instead; the rules for answers have no further say in it
   */
  public Answer withheld(Refusal refusal, Usage usage, Ending ending) {
    finished(refusal, usage, ending);
    return identified(RefusalResponse.of(refusal, dialect()));
  }

  private void finished(@Nullable Refusal refusal, Usage usage, Ending ending) {
    if (passed == null && !recorded) {
      throw new IllegalStateException("no answer was passed");
    }
    if (ending == Ending.COMPLETE) {
      sequence.served(usage, streamed, keyway.now());
    }
    sequence.ended();
    record(refusal, usage, ending);
  }

  /**
   * Whether this, which is about to go out to the client, quotes the key of the last attempt or a
   * secret that the policy's rules name: for a carrier that passes bodies which {@link #next} was
   * not shown.
   */
  public boolean quotesSecret(ByteSlice body) {
    return sentKey.isQuotedIn(body) || visit.quotesSecret(Headers.empty(), body);
  }

  /** Candidates that were not come to, in order. */
  public List<Candidate> untried() {
    return sequence.untried();
  }

  /** The dialect in which this client is answered. */
  public Dialect dialect() {
    return Dialect.of(surface().format());
  }

  /** The endpoint that was asked. */
  public Surface surface() {
    return request.ai().surface();
  }

  /** A defect of ours must leave neither a busy key nor a request without a record. */
  private Move move(Step step) {
    try {
      return judged(step);
    } catch (RuntimeException | StackOverflowError defect) {
      if (!recorded) {
        sequence.ended();
        record(
            Refusal.of(ErrorCode.INTERNAL, "the answer could not be judged"),
            Usage.UNKNOWN,
            Ending.COMPLETE);
      }
      throw defect;
    }
  }

  private Move judged(Step step) {
    return switch (step) {
      case Step.Try attempt -> send(attempt);
      case Step.Pass pass -> pass(pass);
      case Step.Refuse refuse -> answer(refuse.refusal());
      case Step.Abandon abandon -> {
        record(null, Usage.UNKNOWN, Ending.CLIENT_LEFT);
        yield new Move.Gone();
      }
    };
  }

  /** What is under way, kept for the record in case it fails. Prints no credential. */
  private record Sent(int number, PreparedAttempt call, @Nullable Secret credential) {}

  private Move send(Step.Try attempt) {
    under = attempt;
    Secret credential = credential(attempt);
    clientsOwn =
        credential == null
            || (attempt.key() == null
                && visit.isClients(credential, attempt.candidate().endpoint().auth()));
    sentKey = clientsOwn || credential == null ? SentKey.NOBODYS : SentKey.of(credential);
    return switch (prepare(attempt, credential)) {
      case Preparation.Prepared prepared -> {
        PreparedAttempt call = prepared.attempt();
        sent = new Sent(attempt.number(), call, credential);
        calls.put(
            attempt.number(),
            new DecisionRecord.Call(
                call.shownTarget(),
                call.strippedParams(),
                call.cappedParams(),
                call.addedParams(),
                null,
                false));
        yield new Move.Send(
            call,
            request.ai().stream(),
            attempt.timeout(),
            gateway.failover().streamGuard(),
            Duration.between(keyway.now(), sequence.deadline()));
      }
      case Preparation.Impossible impossible -> {
        takeBack();
        yield answer(impossible.refusal());
      }
    };
  }

  /** A defect of ours must leave neither a busy key nor a request without a record. */
  private Preparation prepare(Step.Try attempt, @Nullable Secret credential) {
    try {
      return keyway.preparer().prepare(request, attempt.candidate(), credential, gateway);
    } catch (RuntimeException | StackOverflowError defect) {
      takeBack();
      record(
          Refusal.of(ErrorCode.INTERNAL, "the attempt could not be prepared"),
          Usage.UNKNOWN,
          Ending.COMPLETE);
      throw defect;
    }
  }

  /** Nothing was sent, so the attempt is held against nobody. */
  private void takeBack() {
    sequence.next(new Outcome.Cancelled(), keyway.now());
  }

  private @Nullable Secret credential(Step.Try attempt) {
    ApiKey key = attempt.key();
    return switch (attempt.payer()) {
      case CLIENT -> arrival.credentialFor(attempt.candidate().endpoint().auth()).secret();
      case NOBODY -> null;
      case POLICY, HOUSE -> key == null ? null : key.secret().current();
    };
  }

  /** Keeps what an error's body says, for the record, less whatever it quotes of a secret. */
  private void keepErrorBody(Outcome outcome) {
    Sent present = sent;
    AttemptRecord last = sequence.lastAttempt();
    if (present == null
        || last == null
        || !(last.classification() instanceof Classification.Failure)
        || !(outcome instanceof Outcome.Answered answered)) {
      return;
    }
    Masking masking =
        new Masking()
            .hide(present.credential())
            .hide(arrival.clientCredential().secret())
            .hide(arrival.headers())
            .hide(present.call().headers())
            .hideQuery(present.call().target());
    calls.computeIfPresent(
        present.number(), (number, call) -> call.failedWith(masking.excerpt(answered.body())));
  }

  private Move pass(Step.Pass pass) {
    if (sentKey.isQuotedIn(pass.answer().body())
        || visit.quotesSecret(pass.answer().headers(), pass.answer().body())) {
      sequence.ended();
      return answer(withheld(pass.answer().status()));
    }
    Headers answered = pass.answer().headers();
    Headers.Builder headers =
        (clientsOwn ? ResponseHeaders.forOwner(answered) : ResponseHeaders.forClient(answered))
            .toBuilder();
    identify(headers);
    passed = sequence.lastAttempt();
    streamed = pass.answer().prefix().ofStream();
    ResponseRules rules = visit.responseRules(() -> written(null, Usage.UNKNOWN, Ending.COMPLETE));
    int status = pass.answer().status();
    Headers own = headers.build();
    return rules.equals(ResponseRules.NONE)
        ? passed(new ResponsePlan.GoesOn(status, own, AnswerEdit.NONE), answered)
        : ruled(pass.answer(), rules.allowed(status, own));
  }

  /**
   * @param answered the provider's headers
   */
  private Move.Pass passed(ResponsePlan.GoesOn goes, Headers answered) {
    boolean hides = sent != null && sent.call().asksForUsage();
    ResponsePlan.GoesOn shown = hides ? goes.hidingUsage(answered) : goes;
    return new Move.Pass(
        shown.status(), shown.headers(), shown.edit(), gateway.streamIdleTimeout());
  }

  private Move ruled(Outcome.Answered answered, ResponsePlan plan) {
    return switch (plan) {
      case ResponsePlan.GoesOn goes when visit.quotesSecret(goes.headers(), NO_BODY) ->
          new Move.Answer(withheld(Visit.secretWithheld(), usage(answered), Ending.COMPLETE));
      case ResponsePlan.Replaced(Answer other)
          when visit.quotesSecret(other.headers(), ByteSlice.of(other.body())) ->
          new Move.Answer(withheld(Visit.secretWithheld(), usage(answered), Ending.COMPLETE));
      case ResponsePlan.GoesOn goes -> passed(goes, answered.headers());
      case ResponsePlan.Replaced other -> {
        finished(null, usage(answered), Ending.COMPLETE);
        yield new Move.Answer(other.answer());
      }
      case ResponsePlan.Refused refused ->
          new Move.Answer(withheld(refused.refusal(), usage(answered), Ending.COMPLETE));
    };
  }

  /** What a provider said of an answer that is not read any further. */
  private Usage usage(Outcome.Answered answered) {
    return answered.prefix() == Outcome.Prefix.COMPLETE
        ? BodyUsage.read(surface(), answered.body())
        : Usage.UNKNOWN;
  }

  private static Refusal withheld(int status) {
    return Refusal.of(
        ErrorCode.ANSWER_WITHHELD,
        "the provider answered with status %d and quoted the key it was called with, so its answer is withheld; the decision record says which provider and key"
            .formatted(status));
  }

  private Move answer(Refusal refusal) {
    if (gateway.continueOnError() && Visit.mayContinue(refusal) && !sequence.isLast()) {
      DecisionRecord failed = written(refusal, Usage.UNKNOWN, Ending.COMPLETE);
      recorded = true;
      boolean takesLong = Keyway.mayTakeLong(visit.policy(), request.ai().body().length);
      return new Move.Onward(() -> visit.onward(failed), takesLong);
    }
    return new Move.Answer(told(refusal));
  }

  private Answer told(Refusal refusal) {
    Answer told =
        visit.ruled(
            visit.responseRules(() -> written(refusal, Usage.UNKNOWN, Ending.COMPLETE)),
            identified(RefusalResponse.of(refusal, dialect())),
            dialect());
    record(refusal, Usage.UNKNOWN, Ending.COMPLETE);
    return told;
  }

  private Answer identified(Answer answer) {
    Headers.Builder headers = answer.headers().toBuilder();
    identify(headers);
    return answer.with(headers.build());
  }

  private void identify(Headers.Builder headers) {
    headers.set("x-keyway-id", arrival.id());
    AttemptRecord last = sequence.lastAttempt();
    if (gateway.exposeAttempts() && last != null) {
      headers.set("x-keyway-provider", last.attempt().candidate().provider().id());
      headers.set("x-keyway-model", printable(last.attempt().candidate().model().id()));
      headers.set("x-keyway-key", printable(last.attempt().keyId()));
      headers.set("x-keyway-paid-by", last.attempt().payer().wireName());
      headers.set("x-keyway-attempts", Integer.toString(last.attempt().number()));
    }
  }

  /**
   * A client may name any model: what would end a header, or is no ASCII, must not stand in one.
   */
  private static String printable(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
        return text.replaceAll("[^\\x20-\\x7e]", "?");
      }
    }
    return text;
  }

  private void record(@Nullable Refusal refusal, Usage usage, Ending ending) {
    if (recorded) {
      return;
    }
    recorded = true;
    keyway.record(written(refusal, usage, ending));
  }

  private DecisionRecord written(@Nullable Refusal refusal, Usage usage, Ending ending) {
    return new DecisionRecord(
        arrival.id(),
        visit.policy().name(),
        arrival.route(),
        visit.startedAt(),
        keyway.now(),
        Keyway.client(arrival),
        request.ai(),
        excluded,
        modelRuns,
        sequence.trials(),
        calls,
        passed,
        refusal,
        request.inputTokens().ifCounted(),
        usage,
        ending,
        visit.ruled());
  }
}
