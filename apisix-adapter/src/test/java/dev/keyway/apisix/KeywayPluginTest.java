package dev.keyway.apisix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.Keyway;
import dev.keyway.access.AccessKeys;
import dev.keyway.access.Admission;
import dev.keyway.access.Caller;
import dev.keyway.access.ContextKeys;
import dev.keyway.access.ContextVerdict;
import dev.keyway.access.CredentialFingerprints;
import dev.keyway.access.HostContext;
import dev.keyway.access.PolicyRef;
import dev.keyway.access.SignedContext;
import dev.keyway.apisix.runner.A6Filter;
import dev.keyway.apisix.runner.ApisixGoneException;
import dev.keyway.apisix.runner.ConfKey;
import dev.keyway.apisix.runner.Entry;
import dev.keyway.apisix.runner.Rewrite;
import dev.keyway.apisix.runner.Stop;
import dev.keyway.document.Problem.Severity;
import dev.keyway.health.Health;
import dev.keyway.host.HostServing;
import dev.keyway.policy.PolicyReader.Origin;
import dev.keyway.policy.PolicyRegistry;
import dev.keyway.provider.ProviderUrls;
import dev.keyway.record.DecisionRecord;
import dev.keyway.secret.SecretResolver;
import dev.keyway.testing.ManualClock;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class KeywayPluginTest {

  private static final Duration MAX_AGE = Duration.ofSeconds(30);
  private static final ConfKey KEY = new ConfKey("route#r1#ext-plugin-post-req#100");

  private static final String WITH_SECRET =
      """
      providers:
        - id: openai
          api_keys: [{value: "${secrets.get('key')}"}]
      """;

  private final ManualClock clock = new ManualClock();
  private final SecureRandom random = new SecureRandom();
  private final ContextKeys keys = ContextKeys.random(random);
  private final List<DecisionRecord> records = new ArrayList<>();
  private final ScriptedRequest request = new ScriptedRequest();
  private final CountDownLatch reading = new CountDownLatch(1);
  private final CountDownLatch vault = new CountDownLatch(1);
  private final HostServing serving = serving();
  private final KeywayPlugin plugin = new KeywayPlugin(Callers.USUAL, () -> serving, clock);

  private HostServing serving() {
    PolicyRegistry policies =
        new PolicyRegistry(
            clock,
            Keyway.policyReader(
                SecretResolver.ofEnvironment(name -> slowly()),
                Severity.ERROR,
                new Origin.Inline(Set.of("default"))),
            MAX_AGE,
            10);
    return new HostServing(
        new Keyway(clock, new Random(1), new Health(null), ProviderUrls.NONE, records::add),
        new Admission(AccessKeys.NONE, keys, MAX_AGE, CredentialFingerprints.random(random)),
        policies);
  }

  private String slowly() {
    reading.countDown();
    try {
      vault.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return "sk-secret";
  }

  private A6Filter prepare(String... values) {
    return plugin.prepare(KEY, List.of(values));
  }

  private HostContext signed(A6Filter filter) throws ApisixGoneException {
    Rewrite rewrite = (Rewrite) filter.filter(request);
    assertThat(rewrite.path()).isNull();
    assertThat(rewrite.headers())
        .singleElement()
        .extracting(Entry::name)
        .isEqualTo(SignedContext.HEADER);
    String token = rewrite.headers().getFirst().value();
    return ((ContextVerdict.Valid) SignedContext.verify(token, keys, clock.instant(), MAX_AGE))
        .context();
  }

  private static String body(Stop stop) {
    return new String(stop.body(), StandardCharsets.UTF_8);
  }

  private static Caller caller(String consumer, List<String> groups) {
    return new Caller(
        Caller.Voucher.HOST, consumer, consumer, groups, null, Map.of(), "192.0.2.7", null, null);
  }

  @Test
  void consumer_and_route_are_signed_with_one_question() throws Exception {
    request.variables.put("consumer_name", "rita");
    request.variables.put("consumer_group_id", "research");
    request.variables.put("route_id", "r1");

    HostContext context =
        signed(prepare("{\"policy\":\"chat\",\"prefix\":\"/ai\",\"vars\":{\"team\":\"x\"}}"));

    assertThat(request.asked)
        .containsExactly(List.of("consumer_name", "consumer_group_id", "route_id"));
    assertThat(context)
        .isEqualTo(
            new HostContext(
                caller("rita", List.of("research")),
                "r1",
                "/ai",
                Map.of("team", "x"),
                new PolicyRef.Named("chat"),
                clock.instant()));
  }

  @Test
  void consumer_without_a_group_has_none() throws Exception {
    request.variables.put("consumer_name", "rita");
    request.variables.put("consumer_group_id", "");

    assertThat(signed(prepare("{\"policy\":\"chat\"}")).caller())
        .isEqualTo(caller("rita", List.of()));
  }

  @Test
  void client_whom_apisix_does_not_know_is_nobody() throws Exception {
    request.variables.put("consumer_group_id", "research");

    HostContext context = signed(prepare("{\"policy\":\"chat\"}"));

    assertThat(context.caller()).isEqualTo(Caller.unknown("192.0.2.7"));
    assertThat(context.routeId()).isNull();
  }

  /** APISIX marks no request of a consumer that {@code anonymous_consumer} names. */
  @Test
  void consumer_who_stands_for_nobody_is_nobody() throws Exception {
    request.variables.put("consumer_name", "anonymous");
    request.variables.put("consumer_group_id", "free");
    assertThat(signed(prepare("{\"policy\":\"chat\"}")).caller())
        .isEqualTo(Caller.unknown("192.0.2.7"));

    request.variables.put("consumer_name", "anonymous2");
    assertThat(signed(prepare("{\"policy\":\"chat\"}")).caller())
        .isEqualTo(caller("anonymous2", List.of("free")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                               | names no policy: set policy to the name of one
          {"policy":"a","polcy_inline":""} | polcy_inline: unknown field (did you mean \\"policy_inline\\"?)
          {"policy":"a","prefix":"ai"}     | prefix: expected a path prefix that starts with /
          {"policy":"a","client_ip":true}  | client_ip: unknown field
          {"policy":                       | the value of keyway:1:
          not json                         | the value of keyway:1:1: error: expected an object
          []                               | expected an object
          ''                               | the value of keyway is empty: write {\\"policy\\": NAME}
          """)
  void wrong_value_stops_and_says_why(String value, String reason) throws Exception {
    request.path = "/v1/messages";

    Stop stop = (Stop) prepare(value).filter(request);

    assertThat(stop.status()).isEqualTo(500);
    assertThat(body(stop)).contains(reason).startsWith("{\"type\":\"error\"");
    assertThat(stop.headers()).contains(new Entry("x-keyway-error", "policy_unavailable"));
    assertThat(records).singleElement().extracting(DecisionRecord::route).isEqualTo("apisix");
  }

  @Test
  void answer_is_in_the_dialect_of_the_client() throws Exception {
    A6Filter filter = prepare("{}");
    assertThat(body((Stop) filter.filter(request))).startsWith("{\"error\":");

    request.path = "/v1/models";
    request.headers.put("anthropic-version", "2023-06-01");
    assertThat(body((Stop) filter.filter(request))).startsWith("{\"type\":\"error\"");
  }

  @Test
  void keyway_before_authentication_stops_and_says_where_it_belongs() throws Exception {
    request.variables.put("consumer_name", "rita");
    A6Filter filter =
        plugin.prepare(
            new ConfKey("route&service#1&2#ext-plugin-pre-req#100&7"),
            List.of("{\"policy\":\"chat\"}"));

    Stop stop = (Stop) filter.filter(request);

    assertThat(stop.status()).isEqualTo(500);
    assertThat(body(stop)).contains("move it to ext-plugin-post-req");
  }

  @Test
  void keyway_twice_in_one_conf_stops() throws Exception {
    Stop stop = (Stop) prepare("{\"policy\":\"a\"}", "{\"policy\":\"b\"}").filter(request);

    assertThat(stop.status()).isEqualTo(500);
    assertThat(body(stop)).contains("keyway stands 2 times in one conf");
  }

  @Test
  void policy_in_the_value_is_named_by_its_digest() throws Exception {
    PolicyRef.Digested ref =
        (PolicyRef.Digested) signed(prepare("{\"policy_inline\":\"providers: []\"}")).policy();

    assertThat(serving.policies().digested(ref.digest())).isNotNull();
  }

  @Test
  void wrong_policy_in_the_value_stops_and_says_why() throws Exception {
    request.variables.put("route_id", "r1");

    Stop stop =
        (Stop)
            prepare("{\"policy_inline\":\"access: {require: none}\\nproviders: []\"}")
                .filter(request);

    assertThat(stop.status()).isEqualTo(500);
    assertThat(body(stop)).contains("the route's policy:1:19: error: access.require");
    assertThat(records).singleElement().extracting(DecisionRecord::route).isEqualTo("r1");
  }

  /** All of APISIX waits while a configuration is prepared. */
  @Test
  void preparing_waits_for_no_vault_and_the_first_request_does() throws Exception {
    String policy = WITH_SECRET.replace("\"", "\\\"").replace("\n", "\\n");

    A6Filter filter = prepare("{\"policy_inline\":\"" + policy + "\"}");
    reading.await();
    CompletableFuture<HostContext> first =
        CompletableFuture.supplyAsync(() -> {
          try {
            return signed(filter);
          } catch (ApisixGoneException e) {
            throw new IllegalStateException(e);
          }
        });

    assertThat(first).isNotDone();
    vault.countDown();
    assertThat(first.get(20, TimeUnit.SECONDS).policy()).isInstanceOf(PolicyRef.Digested.class);
  }
}
