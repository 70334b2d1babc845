package dev.keyway;

import dev.keyway.access.ClientCredential;
import dev.keyway.catalogue.AuthStyle;
import dev.keyway.facts.HeadFacts;
import dev.keyway.facts.Named;
import dev.keyway.facts.RequestFacts;
import dev.keyway.http.Answer;
import dev.keyway.http.ByteSlice;
import dev.keyway.http.Headers;
import dev.keyway.policy.AiGateway;
import dev.keyway.policy.Policy;
import dev.keyway.ratelimit.RateLimits.Limit;
import dev.keyway.ratelimit.RateLimits.Verdict;
import dev.keyway.record.DecisionRecord;
import dev.keyway.record.DecisionRecord.Ending;
import dev.keyway.record.RecordJson;
import dev.keyway.record.Ruled;
import dev.keyway.refusal.ErrorCode;
import dev.keyway.refusal.Refusal;
import dev.keyway.request.AiRequest;
import dev.keyway.request.ClientBody;
import dev.keyway.request.Destination;
import dev.keyway.request.Dialect;
import dev.keyway.request.FormRest;
import dev.keyway.request.Format;
import dev.keyway.request.RefusalResponse;
import dev.keyway.request.RequestReader;
import dev.keyway.request.RequestReading;
import dev.keyway.request.Surface;
import dev.keyway.rule.RequestRun;
import dev.keyway.rule.ResponseRules;
import dev.keyway.rule.Turn;
import dev.keyway.secret.Secret;
import dev.keyway.secret.SecretHandle;
import dev.keyway.stream.Usage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One request under its policy, from its head to an answer or to an {@link Exchange}: its way
 * through the rules, and what each {@code ai-gateway} action on it comes to. A carrier {@linkplain
 * #enter() enters}, reads the body when it is told to, and gives it to {@link #read}. Not for
 * several threads.
 */
public final class Visit {

  private final Keyway keyway;
  private final Policy policy;
  private final Arrival arrival;
  private final Guard guard;
  private final Journal journal;
  private final RequestRun run;
  private final List<DecisionRecord> earlier = new ArrayList<>(0);
  private Instant startedAt;
  private @Nullable AiGateway waiting;
  private @Nullable Refusal continued;
  private @Nullable Integer answeredByRule;

  Visit(Keyway keyway, Policy policy, Arrival arrival, Guard guard) {
    this.keyway = keyway;
    this.policy = policy;
    this.arrival = arrival;
    this.guard = guard;
    this.startedAt = keyway.now();
    this.journal = new Journal(policy);
    this.run = new RequestRun(policy.rules(), arrival.head(), new Around(), keyway.random());
  }

  /** Goes through the rules as far as the request's head leads. */
  public Opening enter() {
    return advance();
  }

  /**
   * Goes on with the request's body. Where {@link Keyway#mayTakeLong} says so it may take longer
   * than an event loop can be held.
   */
  public Opening read(ClientBody body) {
    // How long a client took to send its body is no time of ours.
    startedAt = keyway.now();
    run.read(body);
    AiGateway reached = waiting;
    waiting = null;
    return reached == null ? advance() : reach(reached);
  }

  private Opening advance() {
    return switch (run.next()) {
      case Turn.Body needed -> needBody();
      case Turn.Gateway gateway -> reach(policy.gateways().get(gateway.index()));
      case Turn.Answer answer ->
          answered(new Answer(answer.status(), answer.headers(), answer.body()));
      case Turn.Denied denied -> denied(new Answer(denied.status(), Headers.empty(), new byte[0]));
      case Turn.Refused(Refusal refusal, boolean unruled) when unruled -> closed(refusal);
      case Turn.Refused refused -> refused(refused.refusal());
      case Turn.Past past -> refused(continued == null ? nobodyAnswers() : continued);
    };
  }

  private static Refusal nobodyAnswers() {
    return Refusal.of(
        ErrorCode.NO_RULE_ANSWERED,
        "no rule of this gateway's policy answers this request; its operator finds in the decision record which rules ran");
  }

  /** A body is read only for a caller whom some action would serve. */
  private Opening needBody() {
    Refusal refusal = null;
    for (AiGateway gateway : policy.gateways()) {
      refusal = guard.refusal(gateway.requireAuthenticated());
      if (refusal == null) {
        return readBody();
      }
    }
    return refused(refusal == null ? nobodyAnswers() : refusal);
  }

  private Opening readBody() {
    Arrival here = here();
    return new Opening.ReadBody(
        here.destination() instanceof Surface surface
            && RequestReader.isUpload(surface, here.headers()));
  }

  private Opening reach(AiGateway gateway) {
    Arrival here = here();
    Refusal refusal = guard.refusal(gateway.requireAuthenticated());
    if (refusal != null) {
      return refused(refusal);
    }
    refusal = here.destination().refusal(here.method(), here.headers());
    if (refusal != null) {
      return failed(gateway, Reached.NOTHING, refusal);
    }
    return switch (here.destination()) {
      case Destination.Models models -> new Listing(this, gateway, here).tell(models);
      case Destination.Unknown unknown -> failed(gateway, Reached.NOTHING, unknown.refusal());
      case Surface surface -> begin(gateway, here, surface);
    };
  }

  private Opening begin(AiGateway gateway, Arrival here, Surface surface) {
    ClientBody body = run.body();
    if (body == null) {
      waiting = gateway;
      return readBody();
    }
    return new Beginning(this, gateway, here, keyway).begin(surface, body);
  }

  /** The request as the rules so far left it. */
  private Arrival here() {
    if (!run.changedHead()) {
      return arrival;
    }
    HeadFacts head = run.head();
    return new Arrival(
        head,
        Destination.ofPath(head.path(), head.headers()),
        ClientCredential.in(head.headers(), head.caller()),
        arrival.credentialHash());
  }

  /** What its rules need of this request. */
  private final class Around implements RequestRun.Surroundings {

    @Override
    public @Nullable RequestFacts read(HeadFacts head, ClientBody body) {
      Surface surface = Surface.ofPath(head.path());
      if (surface == null) {
        return null;
      }
      return switch (RequestReader.read(surface, head.headers(), body)) {
        case RequestReading.Read(AiRequest ai) -> facts(head, ai);
        case RequestReading.Begun(AiRequest ai, FormRest rest) -> facts(head, ai);
        case RequestReading.Malformed malformed -> null;
        case RequestReading.TooLarge large -> null;
      };
    }

    private RequestFacts facts(HeadFacts head, AiRequest ai) {
      return RequestFacts.of(head, ai, ai.model() == null ? "" : ai.model());
    }

    @Override
    public Verdict take(Limit limit, String bucket) {
      // With its length: neither name may reach into the other.
      String id = policy.name().length() + ":" + policy.name() + "/" + limit.id();
      return keyway
          .rateLimits()
          .take(new Limit(id, limit.capacity(), limit.window()), bucket, keyway.now());
    }

    @Override
    public void log(Map<String, Object> metadata) {
      journal.write(arrival.head(), run.head(), metadata);
    }
  }

  /** An action that served nobody: it is refused, or the next rule's turn comes. */
  Opening failed(AiGateway gateway, Reached reached, Refusal refusal) {
    if (gateway.continueOnError() && mayContinue(refusal)) {
      return onward(unattempted(reached, refusal));
    }
    if (policy.rules().answersUse("actions")) {
      run.gatewayDone(RecordJson.forRules(unattempted(reached, refusal)));
    }
    return new Opening.Answered(refuse(reached, refusal));
  }

  /** Whoever may not be here is not led further. */
  static boolean mayContinue(Refusal refusal) {
    return refusal.code() != ErrorCode.UNAUTHENTICATED && refusal.code() != ErrorCode.FORBIDDEN;
  }

  /**
   * Goes on after an action that failed.
   *
   * @param failed what it came to
   */
  Opening onward(DecisionRecord failed) {
    earlier.add(failed);
    continued = failed.refusal();
    run.gatewayDone(RecordJson.forRules(failed));
    return advance();
  }

  /** Refuses it, since its body can't be had. */
  public Answer refuse(Refusal refusal) {
    return refuse(Reached.NOTHING, refusal);
  }

  private Opening refused(Refusal refusal) {
    return new Opening.Answered(refuse(refusal));
  }

  private Answer refuse(Reached reached, Refusal refusal) {
    Answer answer = RefusalResponse.of(refusal, format());
    Answer ruled =
        ruled(
            refusal.code() == ErrorCode.METHOD_NOT_ALLOWED
                ? answer.with("allow", here().destination().method())
                : answer);
    keyway.record(unattempted(reached, refusal));
    return ruled;
  }

  /** Refused although it can't be told whether it should be; no rule has a say in that. */
  private Opening closed(Refusal refusal) {
    keyway.record(unattempted(Reached.NOTHING, refusal));
    return new Opening.Answered(identified(RefusalResponse.of(refusal, format())));
  }

  private Opening denied(Answer answer) {
    answeredByRule = answer.status();
    keyway.record(unattempted(Reached.NOTHING, null));
    return new Opening.Answered(identified(answer));
  }

  private Opening answered(Answer answer) {
    if (quotesSecret(answer.headers(), ByteSlice.of(answer.body()))) {
      return closed(secretWithheld());
    }
    Answer ruled = ruled(answer);
    answeredByRule = ruled.status();
    keyway.record(unattempted(Reached.NOTHING, null));
    return new Opening.Answered(ruled);
  }

  /** Answered by what is known here. */
  Opening told(Headers headers, byte[] body) {
    Answer ruled = ruled(new Answer(200, headers, body));
    keyway.record(unattempted(Reached.NOTHING, null));
    return new Opening.Answered(ruled);
  }

  /** An answer of Keyway's own after the rules for answers. */
  private Answer ruled(Answer answer) {
    return ruled(responseRules(), identified(answer), Dialect.of(format()));
  }

  /** The same under these rules; what they would show of a secret is withheld. */
  Answer ruled(ResponseRules rules, Answer own, Dialect dialect) {
    Answer ruled = OwnAnswer.ruled(rules, own, dialect);
    return quotesSecret(ruled.headers(), ByteSlice.of(ruled.body()))
        ? identified(RefusalResponse.of(secretWithheld(), dialect))
        : ruled;
  }

  private Format format() {
    return here().destination().format();
  }

  /**
   * What rules do to an answer of an {@code ai-gateway} action, which is known now.
   *
   * @param done what the action came to; asked for only when a rule asks for it
   */
  ResponseRules responseRules(Supplier<DecisionRecord> done) {
    if (policy.rules().answersUse("actions")) {
      run.gatewayDone(RecordJson.forRules(done.get()));
    }
    return responseRules();
  }

  private ResponseRules responseRules() {
    ResponseRules instead = keyway.responseRules();
    return instead.equals(ResponseRules.NONE) ? run.responses() : instead;
  }

  /** Whether this is the credential that the client itself brought for this kind of key. */
  boolean isClients(Secret credential, AuthStyle style) {
    return credential.equals(arrival.credentialFor(style).secret());
  }

  /** What rules so far have named. */
  Named named() {
    return run.named();
  }

  /** Whether an answer would show a secret that the policy's rules name. */
  boolean quotesSecret(Headers headers, ByteSlice body) {
    for (SecretHandle handle : policy.rules().secrets().all()) {
      Secret value = handle.current();
      if (value != null && SentKey.named(value).isQuotedIn(headers, body)) {
        return true;
      }
    }
    return false;
  }

  static Refusal secretWithheld() {
    return Refusal.of(
        ErrorCode.ANSWER_WITHHELD,
        "a rule of this gateway would have shown a secret of its vaults, so its answer is withheld; secrets are for conditions and for providers");
  }

  private Answer identified(Answer answer) {
    return answer.with("x-keyway-id", arrival.id());
  }

  private DecisionRecord unattempted(Reached reached, @Nullable Refusal refusal) {
    return new DecisionRecord(
        arrival.id(),
        policy.name(),
        arrival.route(),
        startedAt,
        keyway.now(),
        Keyway.client(arrival),
        reached.ai(),
        reached.excluded(),
        reached.modelRuns(),
        List.of(),
        Map.of(),
        null,
        refusal,
        reached.inputTokens(),
        Usage.UNKNOWN,
        Ending.COMPLETE,
        ruled());
  }

  /** What rules did, for the record. */
  Ruled ruled() {
    return policy.rules().isGatewayAlone()
        ? Ruled.NOTHING
        : new Ruled(run.traces(), answeredByRule, earlier, journal.entries());
  }

  /** The policy it is under. */
  public Policy policy() {
    return policy;
  }

  Instant startedAt() {
    return startedAt;
  }
}
