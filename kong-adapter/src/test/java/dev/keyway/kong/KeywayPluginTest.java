package dev.keyway.kong;

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
import dev.keyway.document.Problem.Severity;
import dev.keyway.health.Health;
import dev.keyway.host.HostServing;
import dev.keyway.kong.pdk.Consumer;
import dev.keyway.kong.pdk.KongGoneException;
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
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeywayPluginTest {

  private static final Duration MAX_AGE = Duration.ofSeconds(30);

  private static final Consumer RITA =
      new Consumer("0e1d", "rita", "r-17", List.of("research", "beta"));

  private final ManualClock clock = new ManualClock();
  private final SecureRandom random = new SecureRandom();
  private final ContextKeys keys = ContextKeys.random(random);
  private final List<DecisionRecord> records = new ArrayList<>();
  private final HostServing serving = serving();
  private final KeywayPlugin plugin = new KeywayPlugin(() -> serving, clock);
  private final ScriptedKong kong = new ScriptedKong();

  private HostServing serving() {
    PolicyRegistry policies =
        new PolicyRegistry(
            clock,
            Keyway.policyReader(
                SecretResolver.ofEnvironment(name -> null),
                Severity.ERROR,
                new Origin.Inline(Set.of())),
            MAX_AGE,
            10);
    return new HostServing(
        new Keyway(clock, new Random(1), new Health(null), ProviderUrls.NONE, records::add),
        new Admission(AccessKeys.NONE, keys, MAX_AGE, CredentialFingerprints.random(random)),
        policies);
  }

  private void access(String config) throws KongGoneException {
    plugin.start(config.getBytes(StandardCharsets.UTF_8)).access(kong);
  }

  private HostContext signed() {
    assertThat(kong.headers).containsOnlyKeys(SignedContext.HEADER);
    String token = kong.headers.get(SignedContext.HEADER).getFirst();
    return ((ContextVerdict.Valid) SignedContext.verify(token, keys, clock.instant(), MAX_AGE))
        .context();
  }

  @Test
  void consumer_and_route_are_signed_in_one_round_trip() throws Exception {
    kong.consumer = RITA;

    access(
        "{\"policy\":\"chat\",\"route_id\":\"r1\",\"prefix\":\"/ai\",\"vars\":{\"team\":\"x\"}}");

    assertThat(kong.calls).containsExactly("authenticated", "set_headers");
    assertThat(signed())
        .isEqualTo(
            new HostContext(
                caller("rita", "rita", List.of("research", "beta")),
                "r1",
                "/ai",
                Map.of("team", "x"),
                new PolicyRef.Named("chat"),
                clock.instant()));
  }

  @Test
  void client_whom_kong_does_not_know_is_nobody() throws Exception {
    access("{\"policy\":\"chat\"}");

    assertThat(signed().caller()).isEqualTo(Caller.unknown(null));
  }

  /** As the one is that an authentication plugin names in its field {@code anonymous}. */
  @Test
  void consumer_without_a_credential_is_nobody() throws Exception {
    kong.consumer = RITA;
    kong.credential = null;
    kong.token = token("{\"sub\":\"rita\"}");

    access("{\"policy\":\"chat\",\"client_ip\":true,\"jwt_claims\":true}");

    assertThat(signed().caller()).isEqualTo(Caller.unknown("192.0.2.7"));
  }

  @ParameterizedTest
  @CsvSource({"rita, r-17, rita", ", r-17, r-17", ", , 0e1d"})
  void consumer_is_called_by_the_first_name_that_it_has(
      String username, String customId, String name) throws Exception {
    kong.consumer = new Consumer("0e1d", username, customId, List.of());

    access("{\"policy\":\"chat\"}");

    assertThat(signed().caller()).isEqualTo(caller(name, username, List.of()));
  }

  @Test
  void further_facts_are_asked_for_where_the_configuration_says_so() throws Exception {
    kong.consumer = RITA;
    kong.token = token("{\"sub\":\"rita\",\"plan\":\"pro\",\"n\":3}");

    access("{\"policy\":\"chat\",\"credential_id\":true,\"client_ip\":true,\"jwt_claims\":true}");

    assertThat(kong.calls)
        .containsExactlyInAnyOrder("authenticated", "forwardedIp", "get", "set_headers");
    Caller caller = signed().caller();
    assertThat(caller.credentialId()).isEqualTo("c-1");
    assertThat(caller.clientIp()).isEqualTo("192.0.2.7");
    assertThat(caller.claims()).isEqualTo(Map.of("sub", "rita", "plan", "pro", "n", 3L));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a.b", "a.%%.c", "a.bm8gSlNPTg.c", "a.WzFd.c", "a.bnVsbA.c"})
  void what_is_no_token_has_no_claims(String token) throws Exception {
    kong.consumer = RITA;
    kong.token = token;

    access("{\"policy\":\"chat\",\"jwt_claims\":true}");

    assertThat(signed().caller().claims()).isEmpty();
  }

  @Test
  void what_kong_adds_to_the_configuration_is_no_error() throws Exception {
    access(
        """
        {"policy": "chat", "policy_inline": null, "vars": null, "__seq__": 4, "__plugin_id": "p", "__key__": "k",
         "__ws_id": "w", "plugin_instance_name": "one", "$refs": {}, "service_id": "s", "consumer_id": "c"}
        """);

    assertThat(kong.exit).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                               | names no policy: set policy to the name of one
          {"policy":"a","polcy_inline":""} | polcy_inline: unknown field (did you mean \\"policy_inline\\"?)
          {"policy":"a","prefix":"ai"}     | prefix: expected a path prefix that starts with /
          {"policy":"a","client_ip":"yes"} | client_ip: expected true or false
          []                               | expected an object
          ''                               | the keyway plugin's config
          """)
  void wrong_configuration_denies_and_says_why(String config, String reason) throws Exception {
    kong.path = "/v1/messages";

    access(config);

    assertThat(kong.exit.status()).isEqualTo(500);
    assertThat(kong.exit.body()).contains(reason).startsWith("{\"type\":\"error\"");
    assertThat(kong.exit.headers().get("x-keyway-error")).containsExactly("policy_unavailable");
    assertThat(kong.headers).isEmpty();
    assertThat(records).hasSize(1);
  }

  @Test
  void policy_in_the_configuration_is_named_by_its_digest() throws Exception {
    access("{\"policy_inline\":\"providers: []\"}");

    PolicyRef.Digested ref = (PolicyRef.Digested) signed().policy();
    assertThat(serving.policies().digested(ref.digest())).isNotNull();
  }

  @Test
  void wrong_policy_in_the_configuration_denies_and_says_why() throws Exception {
    access("{\"policy_inline\":\"access: {require: none}\\nproviders: []\",\"prefix\":\"/ai\"}");

    assertThat(kong.exit.status()).isEqualTo(500);
    assertThat(kong.exit.body()).contains("the route's policy:1:19: error: access.require");
    assertThat(kong.headers).isEmpty();
    assertThat(records).singleElement().extracting(DecisionRecord::route).isEqualTo("kong");
  }

  private static Caller caller(String consumer, String username, List<String> tags) {
    return new Caller(
        Caller.Voucher.HOST, consumer, username, tags, null, Map.of(), null, null, null);
  }

  private static String token(String claims) {
    return "e30."
        + Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(claims.getBytes(StandardCharsets.UTF_8))
        + ".c2ln";
  }
}
