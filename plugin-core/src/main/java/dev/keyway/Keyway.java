package dev.keyway;

import dev.keyway.classify.Classifier;
import dev.keyway.document.Problem;
import dev.keyway.facts.TemplateEnvironment;
import dev.keyway.failover.AttemptSequence;
import dev.keyway.health.Health;
import dev.keyway.http.Answer;
import dev.keyway.policy.AiGateway;
import dev.keyway.policy.KeyHash;
import dev.keyway.policy.Policy;
import dev.keyway.policy.PolicyReader;
import dev.keyway.provider.AttemptPreparer;
import dev.keyway.provider.PreparedAttempt;
import dev.keyway.provider.ProviderUrls;
import dev.keyway.ratelimit.MemoryRateLimits;
import dev.keyway.ratelimit.RateLimits;
import dev.keyway.record.DecisionRecord;
import dev.keyway.record.Ruled;
import dev.keyway.record.ShownPath;
import dev.keyway.refusal.Refusal;
import dev.keyway.request.RefusalResponse;
import dev.keyway.request.RequestReader;
import dev.keyway.route.OnePassthrough;
import dev.keyway.route.Router;
import dev.keyway.rule.ResponseRules;
import dev.keyway.secret.SecretResolver;
import dev.keyway.select.KeyEnvironment;
import dev.keyway.select.KeySelection;
import dev.keyway.select.ModelEnvironment;
import dev.keyway.select.ModelSelection;
import dev.keyway.select.Rankings;
import dev.keyway.stream.Usage;
import dev.keyway.token.InputTokens;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
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
 *   <li>{@linkplain dev.keyway.access Admission}: who is this caller? What is wrong with its
 *       credential is answered by {@link #refuse}.
 *   <li>{@link #visit} takes the request through the rules of its policy ({@link Visit}, {@link
 *       dev.keyway.rule.RequestRun}): they may answer it, change it, or come to an {@code
 *       ai-gateway} action. Whether the caller may reach that is asked of its {@link Guard}; only
 *       then is a body read.
 *   <li>The {@link Beginning} reads the body in place ({@link RequestReader}): surface, model,
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

  /** Replacing takes 50 to 120 ns a character and replacement. */
  private static final int LONG_EDIT_BYTES = 1024;

  private final InstantSource clock;
  private final RandomGenerator random;
  private final Health health;
  private final Rankings rankings;
  private final RateLimits rateLimits;
  private final AttemptPreparer preparer;
  private final Consumer<DecisionRecord> records;
  private final boolean factsInRecords;
  private final ResponseRules responseRules;

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
    this(
        clock,
        random,
        health,
        new Rankings(),
        new MemoryRateLimits(),
        new AttemptPreparer(urls, random),
        records,
        false,
        ResponseRules.NONE);
  }

  private Keyway(
      InstantSource clock,
      RandomGenerator random,
      Health health,
      Rankings rankings,
      RateLimits rateLimits,
      AttemptPreparer preparer,
      Consumer<DecisionRecord> records,
      boolean factsInRecords,
      ResponseRules responseRules) {
    this.clock = clock;
    this.random = random;
    this.health = health;
    this.rankings = rankings;
    this.rateLimits = rateLimits;
    this.preparer = preparer;
    this.records = records;
    this.factsInRecords = factsInRecords;
    this.responseRules = responseRules;
  }

  /** The same, but each record holds what was known of the keys when they were chosen. */
  public Keyway withFactsInRecords() {
    return new Keyway(
        clock, random, health, rankings, rateLimits, preparer, records, true, responseRules);
  }

  /** The same one, sending providers' traffic elsewhere: both share all that is known of keys. */
  public Keyway withUrls(ProviderUrls urls) {
    return new Keyway(
        clock,
        random,
        health,
        rankings,
        rateLimits,
        new AttemptPreparer(urls, random),
        records,
        factsInRecords,
        responseRules);
  }

  /**
   * The same one with these rules for answers in place of those of policies: for carriers' tests.
   */
  public Keyway withResponseRules(ResponseRules rules) {
    return new Keyway(
        clock, random, health, rankings, rateLimits, preparer, records, factsInRecords, rules);
  }

  /** Rules for answers in place of those of policies; {@link ResponseRules#NONE} as a rule. */
  ResponseRules responseRules() {
    return responseRules;
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
   * Reads what ships with the product and every request needs: takes some 50 ms, which else the
   * first request would wait for.
   */
  public static void prepare() {
    Classifier.prepare();
  }

  /**
   * What all readers share: the names of literal keys are the same for a policy and its successor.
   */
  private static final class Shared {
    static final KeyHash LITERALS = KeyHash.random();
  }

  /**
   * Whether {@link Visit#read} may take longer than an event loop can be held, a millisecond: the
   * body is long, or the policy has the tokens of a prompt counted. A carrier with an event loop
   * then goes on on another thread. What follows never takes that long.
   */
  public static boolean mayTakeLong(Policy policy, int bodyBytes) {
    if (bodyBytes > LONG_EDIT_BYTES && policy.rules().editsBodies()) {
      return true;
    }
    for (AiGateway gateway : policy.gateways()) {
      if (mayTakeLong(gateway, bodyBytes)) {
        return true;
      }
    }
    return false;
  }

  static boolean mayTakeLong(AiGateway gateway, int bodyBytes) {
    return bodyBytes > LONG_BODY_BYTES
        || (bodyBytes > LONG_PROMPT_BYTES && gateway.tokens().count(bodyBytes));
  }

  /**
   * A request under its policy, from its head on.
   *
   * @param guard whether its caller may reach the policy's {@code ai-gateway} actions
   */
  public Visit visit(Policy policy, Arrival arrival, Guard guard) {
    return new Visit(this, policy, arrival, guard);
  }

  /**
   * An attempt that another process of this gateway decided on ({@link Exchange#decided}), and
   * whose carrier came here with it: nothing is decided, counted or recorded.
   *
   * @param body the client's whole body
   * @return null where policy, model or key are not what they were
   */
  public @Nullable PreparedAttempt prepare(
      Policy policy, Arrival arrival, byte[] body, DecidedAttempt decided) {
    return Resumption.prepare(preparer, policy, arrival, body, decided);
  }

  /**
   * Refuses a request that comes under no policy, or whose body can't be had: turns the refusal
   * into a response in the client's dialect and writes the record.
   *
   * @param policy the policy's name, or null
   */
  public Answer refuse(@Nullable String policy, Arrival arrival, Refusal refusal) {
    Instant now = now();
    record(
        new DecisionRecord(
            arrival.id(),
            policy,
            arrival.route(),
            now,
            now,
            client(arrival),
            null,
            List.of(),
            List.of(),
            List.of(),
            Map.of(),
            null,
            refusal,
            null,
            Usage.UNKNOWN,
            DecisionRecord.Ending.COMPLETE,
            Ruled.NOTHING));
    return RefusalResponse.of(refusal, arrival.destination().format())
        .with("x-keyway-id", arrival.id());
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

  RandomGenerator random() {
    return random;
  }

  Health health() {
    return health;
  }

  Rankings rankings() {
    return rankings;
  }

  RateLimits rateLimits() {
    return rateLimits;
  }

  boolean factsInRecords() {
    return factsInRecords;
  }

  AttemptPreparer preparer() {
    return preparer;
  }

  void record(DecisionRecord record) {
    records.accept(record);
  }
}
