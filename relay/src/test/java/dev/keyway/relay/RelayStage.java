package dev.keyway.relay;

import dev.keyway.Keyway;
import dev.keyway.access.AccessKeys;
import dev.keyway.access.Admission;
import dev.keyway.access.ContextKeys;
import dev.keyway.access.CredentialFingerprints;
import dev.keyway.access.Listener;
import dev.keyway.access.PolicyRef;
import dev.keyway.document.Problem;
import dev.keyway.health.Health;
import dev.keyway.policy.Policy;
import dev.keyway.policy.PolicyReading;
import dev.keyway.provider.ProviderUrls;
import dev.keyway.record.DecisionRecord;
import dev.keyway.record.RecordJson;
import dev.keyway.rule.ResponseRules;
import dev.keyway.scripted.Answer;
import dev.keyway.scripted.ScriptedProvider;
import dev.keyway.secret.SecretResolver;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A relay between clients and two scripted providers that serve the same model, each with one key.
 * What a test wants otherwise it says in {@link #with} or {@link #of}.
 */
final class RelayStage implements AutoCloseable {

  static final String FIRST_KEY = "sk-first-0123456789";
  static final String SECOND_KEY = "sk-second-0123456789";

  /** Long enough for whatever happens, on a slow machine too. */
  static final Duration SOON = Duration.ofSeconds(20);

  final ScriptedProvider first = ScriptedProvider.start("first");
  final ScriptedProvider second = ScriptedProvider.start("second");
  final StagePolicy policy = new StagePolicy();
  final ContextKeys contextKeys = ContextKeys.random(new SecureRandom());
  final Health health = new Health();
  private final BlockingQueue<DecisionRecord> records = new LinkedBlockingQueue<>();
  private Listener listener =
      new Listener.Entry(
          new PolicyRef.Named(StagePolicy.NAME), Listener.Authentication.NOT_REQUIRED);
  private ClientLimits limits = ClientLimits.DEFAULTS;
  private UpstreamSettings upstream = UpstreamSettings.DEFAULTS;
  private Map<String, ProviderTls> providerTls = Map.of();
  private int port;
  private ListenerSettings.Tls tls;
  private AccessKeys accessKeys = AccessKeys.NONE;
  private Consumer<DecisionRecord> recorder = records::add;
  private InstantSource decisionClock = InstantSource.system();
  private ResponseRules rules = ResponseRules.NONE;
  private String defect = "";
  private RelaySettings settings;
  private @Nullable String written;
  private Relay relay;

  private RelayStage() {}

  /** A stage with both providers. */
  static RelayStage plain() throws RelayStartException {
    return with(policy -> {});
  }

  /** A stage with both providers whose policy differs. */
  static RelayStage with(Consumer<StagePolicy> change) throws RelayStartException {
    return of(stage -> change.accept(stage.withProviders().policy));
  }

  /** A stage as the test wants it; its policy is empty before. */
  static RelayStage of(Consumer<RelayStage> change) throws RelayStartException {
    RelayStage stage = new RelayStage();
    change.accept(stage);
    return stage.start();
  }

  /**
   * Loads what requests need, which takes longer than the shortest time-outs of tests, in a process
   * that has served none yet.
   */
  static void warmUp() throws Exception {
    try (RelayStage stage = plain()) {
      stage.chat();
      stage.messagesStreamed();
      stage.first.always(Answer.status(503));
      stage.chat();
    }
  }

  RelayStage withProviders() {
    policy.provider("first", first.baseUrl(), FIRST_KEY);
    policy.provider("second", second.baseUrl(), SECOND_KEY);
    return this;
  }

  RelayStage listener(Listener kind) {
    listener = kind;
    return this;
  }

  RelayStage limits(ClientLimits changed) {
    limits = changed;
    return this;
  }

  RelayStage upstream(UpstreamSettings changed) {
    upstream = changed;
    return this;
  }

  /** From now on, also while the relay runs. */
  RelayStage providerTls(Map<String, ProviderTls> byId) {
    providerTls = byId;
    return this;
  }

  RelayStage port(int wanted) {
    port = wanted;
    return this;
  }

  RelayStage tls(ListenerSettings.Tls files) {
    tls = files;
    return this;
  }

  RelayStage accessKeys(AccessKeys keys) {
    accessKeys = keys;
    return this;
  }

  /** The policy is what an operator wrote; the stage's own providers are not in it. */
  RelayStage policy(String yaml) {
    written = yaml;
    return this;
  }

  /** Where decisions have the time from: asked first of all when a request begins. */
  RelayStage decisionClock(InstantSource clock) {
    decisionClock = clock;
    return this;
  }

  /** What is done to every answer. */
  RelayStage rules(ResponseRules changed) {
    rules = changed;
    return this;
  }

  /** Finding the policy fails with this message. */
  RelayStage failing(String message) {
    defect = message;
    return this;
  }

  /** Writing records fails with this message. */
  RelayStage failingRecords(String message) {
    recorder =
        record -> {
          throw new IllegalStateException(message);
        };
    return this;
  }

  private RelayStage start() throws RelayStartException {
    Policy loaded = written == null ? policy.get() : read(written);
    InstantSource clock = InstantSource.system();
    Admission admission =
        new Admission(
            accessKeys,
            contextKeys,
            Duration.ofSeconds(30),
            CredentialFingerprints.random(new SecureRandom()));
    Keyway keyway =
        new Keyway(decisionClock, new Random(1), health, ProviderUrls.NONE, recorder)
            .withResponseRules(rules);
    settings =
        new RelaySettings(
            List.of(new ListenerSettings("test", listener, "127.0.0.1", port, tls)),
            () -> new Serving(keyway, ref -> found(ref, loaded), admission, limits, providerTls),
            clock,
            limits,
            upstream);
    relay = Relay.start(settings);
    return this;
  }

  private static Policy read(String yaml) {
    PolicyReading reading =
        Keyway.policyReader(SecretResolver.ofEnvironment(name -> null), Problem.Severity.ERROR)
            .read(StagePolicy.NAME, yaml.getBytes(StandardCharsets.UTF_8));
    return switch (reading) {
      case PolicyReading.Loaded loaded -> loaded.policy();
      case PolicyReading.Refused refused -> throw new AssertionError(refused.problems());
    };
  }

  private @Nullable Policy found(PolicyRef ref, Policy loaded) {
    if (!defect.isEmpty()) {
      throw new IllegalStateException(defect);
    }
    return ref.equals(new PolicyRef.Named(StagePolicy.NAME)) ? loaded : null;
  }

  Relay relay() {
    return relay;
  }

  RelaySettings settings() {
    return settings;
  }

  int port() {
    return relay.addresses().getFirst().getPort();
  }

  URI url(String path) {
    return URI.create((tls == null ? "http" : "https") + "://127.0.0.1:" + port() + path);
  }

  /** The answer to a chat request. */
  HttpResponse<String> chat() throws Exception {
    return Client.send(Client.chat(this, Client.HELLO));
  }

  /** The whole stream that answers a chat request. */
  HttpResponse<String> chatStreamed() throws Exception {
    return Client.send(Client.chat(this, Client.HELLO_STREAMED));
  }

  HttpResponse<String> messages() throws Exception {
    return Client.send(Client.messages(this, Client.HELLO_MESSAGE));
  }

  HttpResponse<String> messagesStreamed() throws Exception {
    return Client.send(Client.messages(this, Client.HELLO_MESSAGE_STREAMED));
  }

  /** A bare connection. */
  Wire wire() throws Exception {
    return new Wire(port());
  }

  /** The next record, as soon as it is written. */
  DecisionRecord record() throws InterruptedException {
    DecisionRecord record = records.poll(SOON.toMillis(), TimeUnit.MILLISECONDS);
    if (record == null) {
      throw new IllegalStateException("no decision record within " + SOON);
    }
    return record;
  }

  /** How the attempts of the next record went: {@code first/1 rate, second/1 success}. */
  String story() throws InterruptedException {
    return Story.of(record());
  }

  /** Records that nobody has asked for. */
  List<String> otherRecords() {
    return records.stream().map(RecordJson::line).toList();
  }

  /** Requests under way with a provider's first key. */
  long inFlight(String provider) {
    return health.facts(policy.key(provider), StagePolicy.MODEL, Instant.now()).inFlight();
  }

  @Override
  public void close() {
    if (relay != null) {
      relay.close();
    }
    first.close();
    second.close();
  }
}
