package dev.keyway.server.explain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.keyway.Keyway;
import dev.keyway.access.AccessKeyWish;
import dev.keyway.access.AccessKeys;
import dev.keyway.access.Admission;
import dev.keyway.access.Caller;
import dev.keyway.access.ContextKeys;
import dev.keyway.access.ContextSigning;
import dev.keyway.access.CredentialFingerprints;
import dev.keyway.access.HostContext;
import dev.keyway.access.Listener;
import dev.keyway.access.Listener.Authentication;
import dev.keyway.access.PolicyRef;
import dev.keyway.access.SignedContext;
import dev.keyway.catalogue.Catalogue;
import dev.keyway.catalogue.Provider;
import dev.keyway.explain.AssumedAnswer;
import dev.keyway.explain.Conditions;
import dev.keyway.explain.Plan;
import dev.keyway.explain.Planner;
import dev.keyway.explain.Question;
import dev.keyway.explain.Redaction;
import dev.keyway.explain.ShownRequest;
import dev.keyway.health.Health;
import dev.keyway.http.Headers;
import dev.keyway.policy.Policy;
import dev.keyway.provider.ProviderUrls;
import dev.keyway.record.DecisionRecord;
import dev.keyway.relay.ClientLimits;
import dev.keyway.relay.ListenerSettings;
import dev.keyway.relay.Relay;
import dev.keyway.relay.RelaySettings;
import dev.keyway.relay.RelayStartException;
import dev.keyway.relay.Serving;
import dev.keyway.relay.UpstreamSettings;
import dev.keyway.scripted.Answer;
import dev.keyway.scripted.Header;
import dev.keyway.scripted.Received;
import dev.keyway.scripted.ScriptedProvider;
import dev.keyway.secret.Secret;
import dev.keyway.testing.ManualClock;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A relay, a provider that plays them all, and explain beside them: one request goes through both.
 * Nothing is remembered from one request to the next.
 */
final class CompareStage implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Instant NOW = ManualClock.START;
  private static final String ROUTE = "compared";

  /** What only a connection has. */
  private static final Set<String> FRAMING = Set.of("host", "content-length", "connection");

  private final UnreachablePort nobody = new UnreachablePort();
  private final ScriptedProvider provider = ScriptedProvider.start("all");
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final BlockingQueue<DecisionRecord> records = new LinkedBlockingQueue<>();
  private final ContextKeys contextKeys = ContextKeys.random(new SecureRandom());
  private final ProviderUrls urls = urls(provider.url());
  private final Relay relay;
  private final Map<Integer, RawClient> clients = new HashMap<>();

  private volatile Keyway keyway;
  private volatile Policy policy;
  private volatile AccessKeys accessKeys = AccessKeys.NONE;
  private volatile List<Answer> answers = List.of();

  CompareStage() throws RelayStartException {
    // Whose exchange is asked for first decides; none is before the first request.
    this.keyway = new Keyway(() -> NOW, new SplittableRandom(0), new Health(), urls, records::add);
    provider.keepLatest(100);
    provider.always(this::answer);
    this.relay = Relay.start(settings());
  }

  /** Where providers are that the catalogue does not know. */
  URI custom() {
    return provider.url();
  }

  /** Where a provider is that can't be reached. */
  URI nobody() {
    return nobody.url();
  }

  private RelaySettings settings() {
    PolicyRef ref = new PolicyRef.Named(ROUTE);
    return new RelaySettings(
        List.of(
            new ListenerSettings(
                ROUTE,
                new Listener.Entry(ref, Authentication.AS_POLICY_SAYS),
                "127.0.0.1",
                0,
                null),
            new ListenerSettings("hosts", new Listener.Gateway(), "127.0.0.1", 0, null)),
        () -> new Serving(keyway, any -> policy, admission(), ClientLimits.DEFAULTS),
        () -> NOW,
        ClientLimits.DEFAULTS,
        UpstreamSettings.DEFAULTS);
  }

  private Admission admission() {
    return new Admission(
        accessKeys,
        contextKeys,
        Duration.ofSeconds(30),
        CredentialFingerprints.random(new SecureRandom()));
  }

  /** Every provider of the catalogue is at the scripted one, each below a path of its own. */
  private static ProviderUrls urls(URI url) {
    Map<String, URI> urls = new HashMap<>();
    for (Provider each : Catalogue.builtIn().providers()) {
      urls.put(each.id(), URI.create(url + "/" + each.id() + "/v1"));
    }
    return new ProviderUrls(urls);
  }

  /** What explain says. */
  Plan explained(Policy under, RequestDraw.Drawn drawn, long seed) {
    return Reach.fitting(
        nobody.url(),
        drawn.answers().stream().map(AssumedAnswer::parse).toList(),
        assumed -> explained(under, drawn, seed, assumed));
  }

  private Plan explained(
      Policy under, RequestDraw.Drawn drawn, long seed, List<AssumedAnswer> assumed) {
    Headers headers = drawn.headers().toBuilder().add("host", host(drawn.caller())).build();
    byte[] body = drawn.body().getBytes(StandardCharsets.UTF_8);
    return Planner.plan(
        under,
        Question.to(
            drawn.surface(),
            drawn.query(),
            headers.toBuilder().add("content-length", String.valueOf(body.length)).build(),
            body,
            drawn.caller(),
            ROUTE),
        seeded(under, seed),
        new Conditions(NOW, seed, urls, assumed));
  }

  /** What the relay does. */
  Compared relayed(Policy under, RequestDraw.Drawn drawn, long seed, Plan plan) throws Exception {
    received.clear();
    records.clear();
    policy = under;
    keyway =
        new Keyway(() -> NOW, new SplittableRandom(seed), seeded(under, seed), urls, records::add);
    answers = script(plan);
    byte[] body = drawn.body().getBytes(StandardCharsets.UTF_8);
    RawClient.Answer answer = client(drawn.caller()).send(target(drawn), head(drawn, body), body);
    DecisionRecord record = records.poll(20, TimeUnit.SECONDS);
    if (record == null) {
      throw new IllegalStateException("the relay wrote no record");
    }
    Redaction redaction = redaction(under);
    return new Compared(
        reply(answer),
        received.stream().map(each -> Compared.words(shown(each, redaction))).toList(),
        Compared.json(record));
  }

  private static Health seeded(Policy under, long seed) {
    Health health = new Health();
    health.seed(FactsDraw.of(seed, under), under.aiGateway(), NOW);
    return health;
  }

  private static String target(RequestDraw.Drawn drawn) {
    return drawn.surface().path() + (drawn.query() == null ? "" : "?" + drawn.query());
  }

  private Headers head(RequestDraw.Drawn drawn, byte[] body) {
    Headers.Builder headers = drawn.headers().toBuilder();
    headers.add("host", host(drawn.caller()));
    headers.add("content-length", String.valueOf(body.length));
    identify(drawn.caller(), headers);
    return headers.build();
  }

  /** Carries what the caller is known by. */
  private void identify(Caller caller, Headers.Builder headers) {
    switch (caller.voucher()) {
      case NOBODY -> {}
      case HOST -> {
        HostContext context = new HostContext(caller, ROUTE, "", new PolicyRef.Named(ROUTE), NOW);
        headers.add(
            SignedContext.HEADER,
            ((ContextSigning.Signed) SignedContext.sign(context, contextKeys)).token());
      }
      case ACCESS_KEY -> {
        SecureRandom random = new SecureRandom();
        AccessKeys.Creation key =
            AccessKeys.empty(random)
                .create(
                    new AccessKeyWish(
                        String.valueOf(caller.consumer()),
                        null,
                        caller.providers(),
                        caller.models(),
                        caller.claims()),
                    NOW,
                    random);
        accessKeys = key.keys();
        headers.add("authorization", "Bearer " + key.text().reveal());
      }
    }
  }

  private String host(Caller caller) {
    return "127.0.0.1:" + port(caller);
  }

  private int port(Caller caller) {
    int listener = caller.voucher() == Caller.Voucher.HOST ? 1 : 0;
    return relay.addresses().get(listener).getPort();
  }

  private RawClient client(Caller caller) {
    return clients.computeIfAbsent(port(caller), RawClient::new);
  }

  /** Plays each answer that the plan assumes. */
  private static List<Answer> script(Plan plan) {
    List<Answer> script = new ArrayList<>();
    for (Plan.Attempt attempt : plan.attempts()) {
      if (Reach.arrives(attempt)) {
        script.add(Assumptions.played(attempt.assumed()));
      }
    }
    return script;
  }

  /**
   * What a kept connection lost is sent once more. That is no attempt, for no two of one request
   * are the same: it gets the same answer, and nobody is told of it.
   */
  private Answer answer(Received request) {
    if (received.isEmpty() || !isSame(received.getLast(), request)) {
      received.add(request);
    }
    int number = received.size() - 1;
    return number < answers.size() ? answers.get(number) : Answer.status(599);
  }

  private static boolean isSame(Received one, Received other) {
    return one.target().equals(other.target())
        && Arrays.equals(one.body(), other.body())
        && unframed(one).equals(unframed(other));
  }

  private static List<Header> unframed(Received request) {
    return request.headers().stream()
        .filter(header -> !FRAMING.contains(header.name().toLowerCase(Locale.ROOT)))
        .toList();
  }

  private static Redaction redaction(Policy under) {
    Redaction redaction = new Redaction();
    under.aiGateway().keys().values().forEach(redaction::hide);
    under.aiGateway().managedKeys().keys().values().forEach(redaction::hide);
    redaction.hide(Secret.of(RequestDraw.OWN_KEY));
    return redaction;
  }

  /** As explain shows it: what the provider got, less what the connection added. */
  private ShownRequest shown(Received request, Redaction redaction) {
    Headers.Builder headers = Headers.builder();
    unframed(request).forEach(header -> headers.add(header.name(), header.value()));
    return redaction.shown(
        request.method(),
        URI.create(provider.url() + request.target()),
        headers.build(),
        request.body(),
        List.of());
  }

  private static String reply(RawClient.Answer answer) throws IOException {
    String code = answer.headers().get("x-keyway-error");
    if (code == null) {
      return Compared.words(answer.status(), null, null);
    }
    JsonNode error = JSON.readTree(answer.body()).get("error");
    return Compared.words(answer.status(), code, error.get("message").asText());
  }

  @Override
  public void close() throws IOException {
    for (RawClient client : clients.values()) {
      client.close();
    }
    relay.close();
    provider.close();
    nobody.close();
  }
}
