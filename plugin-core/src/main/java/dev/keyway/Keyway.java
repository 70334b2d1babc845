package dev.keyway;

import dev.keyway.access.ClientCredential;
import dev.keyway.classify.Classifier;
import dev.keyway.document.Problem;
import dev.keyway.facts.ConversationId;
import dev.keyway.facts.RequestFacts;
import dev.keyway.facts.TemplateEnvironment;
import dev.keyway.failover.AttemptSequence;
import dev.keyway.health.Health;
import dev.keyway.http.Headers;
import dev.keyway.models.ModelsReply;
import dev.keyway.policy.AiGateway;
import dev.keyway.policy.FailoverSettings;
import dev.keyway.policy.KeyHash;
import dev.keyway.policy.Policy;
import dev.keyway.policy.PolicyReader;
import dev.keyway.policy.TokenLimits;
import dev.keyway.provider.AttemptPreparer;
import dev.keyway.provider.ProviderUrls;
import dev.keyway.record.DecisionRecord;
import dev.keyway.record.ShownPath;
import dev.keyway.refusal.ErrorCode;
import dev.keyway.refusal.Refusal;
import dev.keyway.request.AiRequest;
import dev.keyway.request.Destination;
import dev.keyway.request.RefusalResponse;
import dev.keyway.request.RequestReader;
import dev.keyway.request.RequestReading;
import dev.keyway.request.Surface;
import dev.keyway.route.Exclusion;
import dev.keyway.route.Menu;
import dev.keyway.route.OnePassthrough;
import dev.keyway.route.Router;
import dev.keyway.route.Routing;
import dev.keyway.secret.SecretResolver;
import dev.keyway.select.KeyEnvironment;
import dev.keyway.select.KeySelection;
import dev.keyway.select.ModelChoice;
import dev.keyway.select.ModelEnvironment;
import dev.keyway.select.ModelRun;
import dev.keyway.select.ModelSelection;
import dev.keyway.stream.Usage;
import dev.keyway.token.InputTokens;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides which provider, which model and which key serve a request to a language model, what to
 * try next when one fails, and says why. It opens no socket and starts no thread: a carrier (the
 * relay, a gateway's adapter) hands it values and carries out what it decides. The path of a
 * request:
 *
 * <ol>
 *   <li>The host gateway authenticates the client; an adapter turns what it vouches for into a
 *       {@link dev.keyway.access.Caller} and a signed context.
 *   <li>{@linkplain dev.keyway.access Admission}: is this caller allowed at all? Only then is a
 *       body read. A refusal here is answered by {@link #refuse}.
 *   <li>{@link #begin} reads the request in place ({@link RequestReader}): surface, model,
 *       fallbacks, stream, with offsets.
 *   <li>It turns names into candidates ({@link Router}), each exclusion with its reason. A prompt
 *       with more tokens than the policy allows is refused ({@link InputTokens}). The policy's
 *       strategies say which candidates are tried, and in what order ({@link ModelSelection}). A
 *       client's own credential goes to one provider only, the first of them ({@link
 *       OnePassthrough}).
 *   <li>The carrier asks the {@link Exchange} for its first move. At a model's first attempt its
 *       keys are put in order ({@link KeySelection}): the policy's strategies over live facts
 *       ({@link Health}).
 *   <li>The attempt loop is {@link AttemptSequence}, the only one there is.
 *   <li>An attempt is prepared ({@link AttemptPreparer}): URL, headers, credential, the body as
 *       ranges of the original.
 *   <li>The carrier sends it and reports an {@link dev.keyway.classify.Outcome}; the {@link
 *       Classifier} gives it a scope: what is skipped in this request, what is remembered for later
 *       ones.
 *   <li>The first content of an answer commits it: from there bytes pass, and nothing is replayed.
 *   <li>{@link Exchange#finished} settles it: the key is free again, and one {@link DecisionRecord}
 *       says what happened and why.
 * </ol>
 *
 * <p>Safe for use by many threads; each {@link Exchange} belongs to one.
 */
public final class Keyway {

  /** Reading takes 1 to 3 ns a byte (docs/limits.md says how that is measured). */
  private static final int LONG_BODY_BYTES = 256 * 1024;

  /** Counting takes 0.2 µs a byte of prose, and 1.2 µs at worst. */
  private static final int LONG_PROMPT_BYTES = 1024;

  private final InstantSource clock;
  private final RandomGenerator random;
  private final Health health;
  private final AttemptPreparer preparer;
  private final Consumer<DecisionRecord> records;
  private final boolean factsInRecords;

  /**
   * @param clock the time
   * @param random where strategies draw from
   * @param health what is known of keys and providers; shared by all policies, and by a policy and
   *     its successor
   * @param urls where providers' traffic is sent instead of their own addresses
   * @param records takes each decision record; called on the carrier's thread, so it must not block
   */
  public Keyway(
      InstantSource clock,
      RandomGenerator random,
      Health health,
      ProviderUrls urls,
      Consumer<DecisionRecord> records) {
    this(clock, random, health, new AttemptPreparer(urls, random), records, false);
  }

  private Keyway(
      InstantSource clock,
      RandomGenerator random,
      Health health,
      AttemptPreparer preparer,
      Consumer<DecisionRecord> records,
      boolean factsInRecords) {
    this.clock = clock;
    this.random = random;
    this.health = health;
    this.preparer = preparer;
    this.records = records;
    this.factsInRecords = factsInRecords;
  }

  /** The same, but each record holds what was known of the keys when they were chosen. */
  public Keyway withFactsInRecords() {
    return new Keyway(clock, random, health, preparer, records, true);
  }

  /** The same one, sending providers' traffic elsewhere: both share all that is known of keys. */
  public Keyway withUrls(ProviderUrls urls) {
    return new Keyway(
        clock, random, health, new AttemptPreparer(urls, random), records, factsInRecords);
  }

  /**
   * What reads the operator's own policies.
   *
   * @param secrets where the values of keys are found
   * @param unsetSecret what an unset secret is: an error where the policy is to run, a warning
   *     where it is only checked
   */
  public static PolicyReader policyReader(SecretResolver secrets, Problem.Severity unsetSecret) {
    return policyReader(secrets, unsetSecret, new PolicyReader.Origin.Operator());
  }

  /** What reads policies of this origin. */
  public static PolicyReader policyReader(
      SecretResolver secrets, Problem.Severity unsetSecret, PolicyReader.Origin origin) {
    return policyReader(secrets, unsetSecret, origin, Shared.LITERALS);
  }

  /**
   * The same with other names for keys that stand in the policies themselves: for policies that are
   * not to be run.
   */
  public static PolicyReader policyReader(
      SecretResolver secrets,
      Problem.Severity unsetSecret,
      PolicyReader.Origin origin,
      KeyHash literals) {
    return new PolicyReader(
        new PolicyReader.Settings(
            ModelEnvironment::language,
            KeyEnvironment::language,
            TemplateEnvironment::shared,
            secrets,
            literals,
            unsetSecret,
            origin));
  }

  /**
   * What all readers share: the names of literal keys are the same for a policy and its successor.
   */
  private static final class Shared {
    static final KeyHash LITERALS = KeyHash.random();
  }

  /**
   * Whether {@link #begin} may take longer than an event loop can be held, a millisecond: the body
   * is long, or the policy has the tokens of a prompt counted. A carrier with an event loop then
   * begins the request on another thread. What follows {@code begin} never takes that long.
   */
  public static boolean mayTakeLong(Policy policy, int bodyBytes) {
    return bodyBytes > LONG_BODY_BYTES
        || (bodyBytes > LONG_PROMPT_BYTES && policy.aiGateway().tokens().count(bodyBytes));
  }

  /** Begins a request whose caller has been admitted under this policy. */
  public Opening begin(Policy policy, Arrival arrival, byte[] body) {
    return switch (arrival.destination()) {
      case Surface surface -> begin(policy, arrival, surface, body);
      case Destination.Models models -> models(policy, arrival, models);
      case Destination.Unknown unknown -> refused(policy, arrival, unknown.refusal());
    };
  }

  private Opening models(Policy policy, Arrival arrival, Destination.Models models) {
    Instant startedAt = now();
    AiGateway gateway = policy.aiGateway();
    Menu menu = new Menu(gateway, arrival.caller(), models.format(), arrival::credentialFor);
    return switch (ModelsReply.of(menu, models, arrival.query(), gateway.catalogue().date())) {
      case ModelsReply.Refused refused -> refused(policy, arrival, refused.refusal());
      case ModelsReply.Told told -> {
        record(
            withoutAttempts(
                policy.name(), arrival, null, List.of(), List.of(), null, null, startedAt));
        yield new Opening.Answered(
            Headers.of(
                "content-type", "application/json",
                // Another caller is told something else.
                "cache-control", "no-store",
                "x-keyway-id", arrival.id()),
            told.body());
      }
    };
  }

  private Opening begin(Policy policy, Arrival arrival, Surface surface, byte[] body) {
    Instant now = now();
    return switch (RequestReader.read(surface, body)) {
      case RequestReading.Malformed malformed ->
          refused(policy, arrival, Refusal.of(ErrorCode.INVALID_REQUEST_BODY, malformed.message()));
      case RequestReading.Read read -> route(policy, arrival, read.request(), now);
    };
  }

  private Opening refused(Policy policy, Arrival arrival, Refusal refusal) {
    return new Opening.Refused(refuse(policy.name(), arrival, refusal));
  }

  /**
   * Refuses a request before it was begun: turns the refusal into a response in the client's
   * dialect and writes the record.
   */
  public RefusalResponse refuse(@Nullable String policy, Arrival arrival, Refusal refusal) {
    return refuse(policy, arrival, null, List.of(), List.of(), null, refusal, now());
  }

  private Opening route(Policy policy, Arrival arrival, AiRequest ai, Instant now) {
    AiGateway gateway = policy.aiGateway();
    return switch (Router.route(gateway, arrival.caller(), ai, arrival::credentialFor)) {
      case Routing.Nothing nothing ->
          new Opening.Refused(
              refuse(
                  policy.name(),
                  arrival,
                  ai,
                  nothing.excluded(),
                  List.of(),
                  null,
                  told(nothing, arrival),
                  now));
      case Routing.Found found -> limited(policy, arrival, facts(arrival, ai, found), found, now);
    };
  }

  /** Refuses prompts that are too large, before anything is chosen and anybody called. */
  private Opening limited(
      Policy policy, Arrival arrival, RequestFacts facts, Routing.Found found, Instant now) {
    TokenLimits limits = policy.aiGateway().tokens();
    InputTokens tokens = facts.inputTokens();
    if (mayTakeLong(policy, facts.ai().body().length)) {
      // Expressions ask when the carrier is back on its event loop.
      prepare(policy.aiGateway(), facts);
    }
    Long most = limits.maxInput();
    return most != null && tokens.exceed(most)
        ? new Opening.Refused(
            refuse(
                policy.name(),
                arrival,
                facts.ai(),
                found.excluded(),
                List.of(),
                tokens.ifCounted(),
                tooLarge(most),
                now))
        : select(policy, arrival, facts, found, now);
  }

  private static void prepare(AiGateway gateway, RequestFacts facts) {
    if (gateway.tokens().estimated()) {
      facts.inputTokens().count();
    }
    if (gateway.mentions(ConversationId.FIELD)) {
      facts.conversation().get();
    }
  }

  private static Refusal tooLarge(long most) {
    return Refusal.of(
        ErrorCode.INPUT_TOO_LARGE,
        "the prompt has more than the %d tokens that the policy allows (max_input_tokens); shorten it"
            .formatted(most));
  }

  private Opening select(
      Policy policy, Arrival arrival, RequestFacts facts, Routing.Found found, Instant now) {
    ModelChoice choice =
        ModelSelection.choose(policy.aiGateway(), found, facts, health, random, now);
    List<Exclusion> excluded = found.excluded();
    if (!choice.excluded().isEmpty()) {
      excluded = Stream.concat(excluded.stream(), choice.excluded().stream()).toList();
    }
    return switch (choice) {
      case ModelChoice.None none ->
          new Opening.Refused(
              refuse(
                  policy.name(),
                  arrival,
                  facts.ai(),
                  excluded,
                  none.runs(),
                  facts.inputTokens().ifCounted(),
                  none.refusal(),
                  now));
      case ModelChoice.Chosen chosen ->
          new Opening.Open(
              exchange(
                  policy,
                  arrival,
                  facts,
                  OnePassthrough.narrow(new Routing.Found(chosen.candidates(), excluded)),
                  chosen.runs(),
                  now));
    };
  }

  /** Tokens are counted in the words of the first candidate, whatever is chosen afterwards. */
  private static RequestFacts facts(Arrival arrival, AiRequest ai, Routing.Found found) {
    return RequestFacts.of(arrival.head(), ai, found.candidates().getFirst().model().id());
  }

  /** A client that sent several credentials is told so, where one of them was needed. */
  private static Refusal told(Routing.Nothing nothing, Arrival arrival) {
    boolean needed = nothing.refusal().code() == ErrorCode.NO_API_KEY;
    return needed && arrival.clientCredential() instanceof ClientCredential.Unclear unclear
        ? unclear.refusal()
        : nothing.refusal();
  }

  private Exchange exchange(
      Policy policy,
      Arrival arrival,
      RequestFacts facts,
      Routing.Found found,
      List<ModelRun> modelRuns,
      Instant now) {
    AiGateway gateway = policy.aiGateway();
    FailoverSettings failover = gateway.failover();
    KeySelection selection = new KeySelection(gateway, health, random);
    AttemptSequence sequence =
        new AttemptSequence(
            gateway,
            facts,
            found.candidates(),
            health,
            factsInRecords ? selection.keepingFacts() : selection,
            new Classifier(failover.classify(), failover.anyError(), failover.longestHint()),
            now);
    return new Exchange(this, policy, arrival, facts, found.excluded(), modelRuns, sequence, now);
  }

  private RefusalResponse refuse(
      @Nullable String policy,
      Arrival arrival,
      @Nullable AiRequest ai,
      List<Exclusion> excluded,
      List<ModelRun> modelRuns,
      @Nullable Long inputTokens,
      Refusal refusal,
      Instant startedAt) {
    record(
        withoutAttempts(policy, arrival, ai, excluded, modelRuns, inputTokens, refusal, startedAt));
    RefusalResponse response = RefusalResponse.of(refusal, arrival.destination().format());
    return new RefusalResponse(
        response.status(),
        response.headers().toBuilder().set("x-keyway-id", arrival.id()).build(),
        response.body());
  }

  private DecisionRecord withoutAttempts(
      @Nullable String policy,
      Arrival arrival,
      @Nullable AiRequest ai,
      List<Exclusion> excluded,
      List<ModelRun> modelRuns,
      @Nullable Long inputTokens,
      @Nullable Refusal refusal,
      Instant startedAt) {
    return new DecisionRecord(
        arrival.id(),
        policy,
        arrival.route(),
        startedAt,
        now(),
        client(arrival),
        ai,
        excluded,
        modelRuns,
        List.of(),
        Map.of(),
        null,
        refusal,
        inputTokens,
        Usage.UNKNOWN,
        DecisionRecord.Ending.COMPLETE);
  }

  static DecisionRecord.Client client(Arrival arrival) {
    return new DecisionRecord.Client(
        arrival.method(),
        ShownPath.of(arrival.destination(), arrival.path()),
        arrival.headers(),
        arrival.caller(),
        arrival.credentialHash());
  }

  Instant now() {
    return clock.instant();
  }

  AttemptPreparer preparer() {
    return preparer;
  }

  void record(DecisionRecord record) {
    records.accept(record);
  }
}
