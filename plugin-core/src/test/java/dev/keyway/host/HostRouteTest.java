package dev.keyway.host;

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
import dev.keyway.policy.Policies;
import dev.keyway.policy.PolicyReader.Origin;
import dev.keyway.policy.PolicyRegistry;
import dev.keyway.provider.ProviderUrls;
import dev.keyway.refusal.ErrorCode;
import dev.keyway.testing.ManualClock;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HostRouteTest {

  private static final Duration MAX_AGE = Duration.ofSeconds(30);

  private final ManualClock clock = new ManualClock();
  private final SecureRandom random = new SecureRandom();
  private final ContextKeys keys = ContextKeys.random(random);
  private final PolicyRegistry policies = registry();
  private final HostServing serving =
      new HostServing(
          new Keyway(clock, new Random(1), new Health(null), ProviderUrls.NONE, decided -> {}),
          new Admission(AccessKeys.NONE, keys, MAX_AGE, CredentialFingerprints.random(random)),
          policies);
  private final Caller alice = caller("alice", Map.of());

  private PolicyRegistry registry() {
    return new PolicyRegistry(
        clock, Policies.reader(Severity.ERROR, new Origin.Inline(Set.of())), MAX_AGE, 10);
  }

  @Test
  void request_is_stamped_with_all_that_its_route_says() {
    HostRoute route =
        new HostRoute(
            "r1",
            new RouteSettings(new RoutePolicy.Named("chat"), "/ai", Map.of("team", "search")));

    assertThat(signed(route.stamp(alice, serving, clock.instant())))
        .isEqualTo(
            new HostContext(
                alice,
                "r1",
                "/ai",
                Map.of("team", "search"),
                new PolicyRef.Named("chat"),
                clock.instant()));
  }

  @Test
  void policy_that_a_route_brings_is_named_by_its_digest_and_stays_while_it_is_used() {
    HostRoute route = inline("providers: []");
    PolicyRef ref = signed(route.stamp(alice, serving, clock.instant())).policy();
    String digest = ((PolicyRef.Digested) ref).digest();

    for (int i = 0; i < 3; i++) {
      clock.pass(MAX_AGE);
      assertThat(signed(route.stamp(alice, serving, clock.instant())).policy()).isEqualTo(ref);
    }
    assertThat(policies.digested(digest)).isNotNull();
  }

  @Test
  void policy_that_was_not_used_for_long_is_read_anew() {
    HostRoute route = inline("providers: []");
    PolicyRef ref = signed(route.stamp(alice, serving, clock.instant())).policy();
    clock.pass(MAX_AGE.plusMillis(1));

    assertThat(signed(route.stamp(alice, serving, clock.instant())).policy()).isEqualTo(ref);
    assertThat(policies.digested(((PolicyRef.Digested) ref).digest())).isNotNull();
  }

  @Test
  void policy_that_is_wrong_ends_requests_with_the_reason() {
    HostRoute route = inline("{providers: [{id: openai, kyes: []}], a: 1, b: 2, c: 3}");

    Stamp.Refused refused = (Stamp.Refused) route.stamp(alice, serving, clock.instant());

    assertThat(refused.refusal().code()).isEqualTo(ErrorCode.POLICY_UNAVAILABLE);
    assertThat(refused.refusal().message())
        .startsWith("the route's policy:1:")
        .contains("providers[0].kyes: unknown field")
        .endsWith("; and 1 more");
    assertThat(route.notes(serving)).hasSize(4);
  }

  @Test
  void key_in_a_policy_that_a_route_brings_is_warned_of() {
    HostRoute route = inline("providers: [{id: openai, api_keys: [{value: sk-of-the-house}]}]");

    assertThat(route.notes(serving))
        .singleElement()
        .asString()
        .contains("warning: providers[0].api_keys[0].value: a key stands in the gateway's own")
        .doesNotContain("sk-of-the-house");
  }

  @Test
  void policy_that_a_route_brings_is_refused_where_the_relay_would_not_find_it() {
    HostServing apart = new HostServing(serving.keyway(), serving.admission(), null);
    HostRoute route = inline("providers: []");

    Stamp.Refused refused = (Stamp.Refused) route.stamp(alice, apart, clock.instant());

    assertThat(refused.refusal().code()).isEqualTo(ErrorCode.POLICY_UNAVAILABLE);
    assertThat(refused.refusal().message())
        .contains("policy_inline")
        .endsWith("give the policy a name in the daemon's keyway.yaml and write policy");
    assertThat(route.notes(apart))
        .singleElement()
        .asString()
        .startsWith("is refused: the route brings its policy");
  }

  @Test
  void named_policy_is_stamped_where_the_relay_is_another_process() {
    HostServing apart = new HostServing(serving.keyway(), serving.admission(), null);

    assertThat(signed(named().stamp(alice, apart, clock.instant())).policy())
        .isEqualTo(new PolicyRef.Named("chat"));
  }

  @Test
  void named_policy_has_no_notes() {
    assertThat(named().notes(serving)).isEmpty();
  }

  @Test
  void caller_that_no_header_could_carry_is_refused() {
    Caller verbose = caller("bob", Map.of("claim", "c".repeat(20_000)));

    Stamp.Refused refused = (Stamp.Refused) named().stamp(verbose, serving, clock.instant());

    assertThat(refused.policy()).isEqualTo("chat");
    assertThat(refused.refusal().message()).contains("shorten the token's claims");
  }

  @Test
  void stamp_does_not_print() {
    assertThat(named().stamp(alice, serving, clock.instant())).hasToString("Signed(****)");
  }

  private static HostRoute named() {
    return new HostRoute(null, new RouteSettings(new RoutePolicy.Named("chat"), "", Map.of()));
  }

  private static HostRoute inline(String policy) {
    return new HostRoute(
        null,
        new RouteSettings(
            new RoutePolicy.Inline(policy.getBytes(StandardCharsets.UTF_8)), "", Map.of()));
  }

  private static Caller caller(String consumer, Map<String, Object> claims) {
    return new Caller(
        Caller.Voucher.HOST, consumer, null, List.of(), null, claims, null, null, null);
  }

  private HostContext signed(Stamp stamp) {
    String token = ((Stamp.Signed) stamp).token();
    return ((ContextVerdict.Valid) SignedContext.verify(token, keys, clock.instant(), MAX_AGE))
        .context();
  }
}
