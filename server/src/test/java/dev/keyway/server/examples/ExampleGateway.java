package dev.keyway.server.examples;

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
import dev.keyway.document.Problems;
import dev.keyway.health.Health;
import dev.keyway.http.Headers;
import dev.keyway.policy.ApiKey;
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
import dev.keyway.scripted.Received;
import dev.keyway.server.explain.ClientReader;
import dev.keyway.server.explain.ExplainedClient;
import dev.keyway.snapshot.SnapshotReader;
import dev.keyway.testing.ManualClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A relay as {@code serve} would start it with an example's policy. */
final class ExampleGateway implements AutoCloseable {

  private static final String ROUTE = "example";
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Object PROMPT = List.of(Map.of("role", "user", "content", "Say hello"));

  private final Policy policy;
  private final Providers providers = new Providers();
  private final HttpClient http = HttpClient.newHttpClient();
  private final ManualClock clock = new ManualClock();
  private final ContextKeys contextKeys = ContextKeys.random(new SecureRandom());
  private final BlockingQueue<DecisionRecord> records = new LinkedBlockingQueue<>();
  private final Health health = new Health();
  private final Keyway plain =
      new Keyway(clock, new Random(1), health, ProviderUrls.NONE, records::add);
  private final Relay relay;

  private volatile Keyway keyway = plain;
  private volatile AccessKeys accessKeys = AccessKeys.NONE;

  /**
   * Starts one that remembers nothing.
   *
   * @param authentication of the listener that clients come to by themselves
   */
  ExampleGateway(Policy policy, Authentication authentication) throws RelayStartException {
    this.policy = policy;
    Listener entry = new Listener.Entry(new PolicyRef.Named(ROUTE), authentication);
    this.relay =
        Relay.start(
            new RelaySettings(
                List.of(
                    new ListenerSettings(ROUTE, entry, "127.0.0.1", 0, null),
                    new ListenerSettings("hosts", new Listener.Gateway(), "127.0.0.1", 0, null)),
                () -> new Serving(keyway, ref -> policy, admission(), ClientLimits.DEFAULTS),
                clock,
                ClientLimits.DEFAULTS,
                UpstreamSettings.DEFAULTS));
  }

  private Admission admission() {
    return new Admission(
        accessKeys,
        contextKeys,
        Duration.ofSeconds(30),
        CredentialFingerprints.random(new SecureRandom()));
  }

  /**
   * What came of a case.
   *
   * @param record what was decided
   * @param received what providers got, in order
   * @param answer what the client got
   */
  record Came(DecisionRecord record, List<Received> received, HttpResponse<String> answer) {}

  /** Lets the time pass that passes before a case. */
  void later(Cases.Case the) {
    if (the.later() != null) {
      clock.pass(Duration.parse("PT" + the.later()));
    }
  }

  /** Lets a case happen. */
  Came play(Cases.Case the) throws IOException, InterruptedException {
    providers.say(the.answers(), keyIds());
    keyway =
        plain.withUrls(
            providers.urls(
                policy.catalogues().flatMap(each -> each.providers().stream()).toList(),
                the.answers()));
    seed(the);
    HttpResponse<String> answer = http.send(request(the), BodyHandlers.ofString());
    DecisionRecord record = records.poll(SOON.toMillis(), TimeUnit.MILLISECONDS);
    if (record == null) {
      throw new IllegalStateException("no decision record within " + SOON);
    }
    return new Came(record, List.copyOf(providers.received()), answer);
  }

  /** The policy's and the house's keys: ids by values. */
  Map<String, String> keyIds() {
    return policy.gateways().stream()
        .flatMap(gateway -> Stream.of(gateway.keys(), gateway.managedKeys().keys()))
        .flatMap(keys -> keys.values().stream())
        .flatMap(List::stream)
        .collect(Collectors.toMap(key -> key.secret().current().reveal(), ApiKey::id, (a, b) -> a));
  }

  private void seed(Cases.Case the) throws IOException {
    if (the.facts().isMissingNode()) {
      return;
    }
    Problems problems = new Problems();
    byte[] facts = Cases.MAPPER.writeValueAsBytes(the.facts());
    health.seed(
        SnapshotReader.read(facts, policy.gateways(), problems),
        policy.aiGateway(),
        clock.instant());
    refuse(problems, "facts");
  }

  private HttpRequest request(Cases.Case the) throws IOException {
    ExplainedClient client = client(the);
    Caller caller = client.caller();
    int listener = caller.voucher() == Caller.Voucher.HOST ? 1 : 0;
    int port = relay.addresses().get(listener).getPort();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + the.path()))
            .timeout(SOON)
            .setHeader("content-type", "application/json");
    client.headers(Headers.empty()).forEach(request::setHeader);
    identify(caller, request);
    the.headers().forEach(request::setHeader);
    return the.asked().isEmpty()
        ? request.GET().build()
        : request.POST(BodyPublishers.ofByteArray(body(the))).build();
  }

  private static byte[] body(Cases.Case the) throws IOException {
    Map<String, Object> body = new LinkedHashMap<>(the.asked());
    body.putIfAbsent("messages", PROMPT);
    return Cases.MAPPER.writeValueAsBytes(body);
  }

  private static ExplainedClient client(Cases.Case the) throws IOException {
    if (the.client().isMissingNode()) {
      return ClientReader.somebody();
    }
    Problems problems = new Problems();
    ExplainedClient client =
        ClientReader.read(Cases.MAPPER.writeValueAsBytes(the.client()), problems);
    refuse(problems, "client");
    return client;
  }

  private static void refuse(Problems problems, String field) {
    if (problems.hasErrors()) {
      throw new IllegalArgumentException(field + ": " + problems.inOrder());
    }
  }

  /** Carries what the caller is known by. */
  private void identify(Caller caller, HttpRequest.Builder request) {
    switch (caller.voucher()) {
      case NOBODY -> {}
      case HOST -> {
        PolicyRef ref = new PolicyRef.Named(ROUTE);
        HostContext context = new HostContext(caller, ROUTE, "", ref, clock.instant());
        ContextSigning signed = SignedContext.sign(context, contextKeys);
        request.setHeader(SignedContext.HEADER, ((ContextSigning.Signed) signed).token());
      }
      case ACCESS_KEY -> request.setHeader("authorization", "Bearer " + accessKey(caller));
    }
  }

  private String accessKey(Caller caller) {
    SecureRandom random = new SecureRandom();
    AccessKeyWish wish =
        new AccessKeyWish(
            String.valueOf(caller.consumer()),
            null,
            caller.providers(),
            caller.models(),
            new HashMap<>(caller.claims()));
    AccessKeys.Creation made = AccessKeys.empty(random).create(wish, clock.instant(), random);
    accessKeys = made.keys();
    return made.text().reveal();
  }

  @Override
  public void close() {
    relay.close();
    providers.close();
    http.close();
  }
}
