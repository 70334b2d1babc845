package dev.keyway.access;

import static dev.keyway.access.Contexts.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.access.AccessKeys.Creation;
import dev.keyway.access.AccessKeys.Revocation;
import dev.keyway.access.AdmissionDecision.Admitted;
import dev.keyway.access.AdmissionDecision.Refused;
import dev.keyway.access.Caller.Voucher;
import dev.keyway.access.Listener.Authentication;
import dev.keyway.http.Headers;
import dev.keyway.refusal.ErrorCode;
import dev.keyway.secret.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionTest {

  private static final PolicyRef CHAT = new PolicyRef.Named("chat");
  private static final String PEER = "198.51.100.9";

  private final Random random = new Random(1);
  private final Creation alice =
      AccessKeys.empty(random).create(AccessKeyWish.named("alice"), NOW, random);
  private final Creation brief =
      alice
          .keys()
          .create(
              new AccessKeyWish("brief", NOW.plusSeconds(1), null, null, Map.of()), NOW, random);
  private final Creation taken = brief.keys().create(AccessKeyWish.named("taken"), NOW, random);
  private final AccessKeys accessKeys =
      ((Revocation.Revoked) taken.keys().revoke("taken", NOW)).keys();
  private final ContextKeys contextKeys = Contexts.keys(1);
  private final Admission admission =
      new Admission(
          accessKeys, contextKeys, Duration.ofSeconds(30), CredentialFingerprints.random(random));
  private final String aliceKey = alice.text().reveal();

  @Nested
  class EntryListener {

    @ParameterizedTest
    @ValueSource(
        strings = {"Authorization: Bearer %s", "authorization: bearer  %s ", "X-Api-Key: %s"})
    void valid_access_key_authenticates(String header) {
      Admitted admitted = admitted(entry(Authentication.REQUIRED), header.formatted(aliceKey));

      assertThat(admitted.caller()).isEqualTo(alice.key().caller(PEER));
      assertThat(admitted.refusal(true)).isNull();
      assertThat(admitted.policy()).isEqualTo(CHAT);
    }

    @Test
    void same_access_key_in_both_headers_is_one() {
      Admitted admitted =
          admitted(
              entry(Authentication.REQUIRED),
              "authorization: Bearer " + aliceKey,
              "x-api-key: " + aliceKey);

      assertThat(admitted.caller().consumer()).isEqualTo("alice");
    }

    @ParameterizedTest
    @EnumSource(Authentication.class)
    void bad_access_key_is_refused_whatever_is_required(Authentication authentication) {
      String other = AccessKeyText.of("00000000", random);

      assertThat(cause(entry(authentication), "x-api-key: " + other)).contains("unknown");
      assertThat(cause(entry(authentication), "x-api-key: kw-short")).contains("malformed");
      assertThat(cause(entry(authentication), "x-api-key: KW-SHORT")).contains("malformed");
      assertThat(cause(entry(authentication), "x-api-key: " + taken.text().reveal()))
          .contains("revoked");
    }

    @Test
    void expired_access_key_is_refused() {
      var head = head("x-api-key: " + brief.text().reveal());

      assertThat(
              admission.decide(entry(Authentication.NOT_REQUIRED), head, PEER, NOW.plusSeconds(1)))
          .isInstanceOfSatisfying(
              Refused.class,
              refused -> assertThat(refused.refusal().message()).contains("expired"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "api-key: %s",
          "x-goog-api-key: %s",
          "x-provider-key: %s",
          "authorization: %s",
        })
    void access_key_elsewhere_is_refused(String header) {
      Refused refused = refused(entry(Authentication.NOT_REQUIRED), header.formatted(aliceKey));

      assertThat(refused.refusal().code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
      assertThat(refused.refusal().message()).contains(header.substring(0, header.indexOf(':')));
    }

    @Test
    void two_access_keys_are_refused() {
      Refused refused =
          refused(
              entry(Authentication.NOT_REQUIRED),
              "authorization: Bearer " + aliceKey,
              "x-api-key: " + brief.text().reveal());

      assertThat(refused.cause()).isEqualTo("two access keys");
    }

    @Test
    void signed_context_is_refused_even_when_it_is_valid() {
      Refused refused =
          refused(
              entry(Authentication.NOT_REQUIRED), "X-Keyway-Context: " + token(Contexts.alice()));

      assertThat(refused.refusal().code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    @ParameterizedTest
    @CsvSource({
      "REQUIRED, false, true",
      "REQUIRED, true, true",
      "NOT_REQUIRED, true, false",
      "NOT_REQUIRED, false, false",
      "AS_POLICY_SAYS, true, true",
      "AS_POLICY_SAYS, false, false",
    })
    void unknown_caller_is_refused_when_authentication_is_required(
        Authentication listener, boolean policy, boolean refused) {
      Admitted admitted = admitted(entry(listener), "authorization: Bearer sk-client");

      assertThat(admitted.caller()).isEqualTo(Caller.unknown(PEER));
      assertThat(admitted.refusal(policy) != null).isEqualTo(refused);
    }

    @Test
    void refusal_of_an_unknown_caller_says_what_to_do() {
      var refusal = admitted(entry(Authentication.REQUIRED)).refusal(true);

      assertThat(refusal).isNotNull();
      assertThat(refusal.code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
      assertThat(refusal.message()).contains("keyway keys create NAME", "--require none");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"authorization", "x-api-key", "api-key", "x-goog-api-key", "x-provider-key"})
    void repeated_credential_header_is_refused(String header) {
      Refused refused =
          refused(
              entry(Authentication.NOT_REQUIRED),
              header + ": a",
              header.toUpperCase(Locale.ROOT) + ": a");

      assertThat(refused.refusal().code()).isEqualTo(ErrorCode.INVALID_REQUEST);
      assertThat(refused.refusal().message()).contains(header);
    }
  }

  @Nested
  class GatewayListener {

    private final Listener gateway = new Listener.Gateway();

    @Test
    void caller_route_and_policy_come_from_the_context() {
      Admitted admitted = admitted(gateway, "x-keyway-context: " + token(Contexts.alice()));

      assertThat(admitted.caller()).isEqualTo(Contexts.alice());
      assertThat(admitted.routeId()).isEqualTo("route-1");
      assertThat(admitted.prefix()).isEqualTo("/ai");
      assertThat(admitted.policy()).isEqualTo(CHAT);
      assertThat(admitted.refusal(true)).isNull();
    }

    @Test
    void header_of_the_client_makes_nobody_of_no_caller() {
      String context = "x-keyway-context: " + token(Contexts.alice());

      assertThat(admitted(gateway, context, "x-anonymous-consumer: true").caller())
          .isEqualTo(Contexts.alice());
    }

    @Test
    void no_context_is_refused_whatever_else_there_is() {
      Refused refused = refused(gateway, "authorization: Bearer " + aliceKey);

      assertThat(refused.refusal().code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
    }

    @Test
    void bad_contexts_get_one_answer_and_different_causes() {
      String good = token(Contexts.alice());
      Refused none = refused(gateway);
      Refused forged = refused(gateway, "x-keyway-context: " + good.substring(1));
      Refused foreign =
          refused(
              gateway,
              "x-keyway-context: "
                  + Contexts.token(Contexts.of(Contexts.alice()), Contexts.keys(2)));
      Refused twice = refused(gateway, "x-keyway-context: " + good, "x-keyway-context: " + good);

      assertThat(List.of(none.refusal(), forged.refusal(), foreign.refusal(), twice.refusal()))
          .containsOnly(none.refusal());
      assertThat(List.of(none.cause(), foreign.cause(), twice.cause()))
          .containsExactly(
              "no signed context", "signed context: unknown key", "several signed contexts");
    }

    @Test
    void old_context_is_refused() {
      var head = head("x-keyway-context: " + token(Contexts.alice()));

      assertThat(admission.decide(gateway, head, PEER, NOW.plusSeconds(31)))
          .isInstanceOfSatisfying(
              Refused.class,
              refused -> assertThat(refused.cause()).isEqualTo("signed context: expired"));
    }

    @Test
    void access_key_authenticates_whom_the_host_did_not() {
      Admitted admitted =
          admitted(
              gateway,
              "x-keyway-context: " + token(Caller.unknown("192.0.2.7")),
              "x-api-key: " + aliceKey);

      assertThat(admitted.caller()).isEqualTo(alice.key().caller("192.0.2.7"));
    }

    @Test
    void bad_access_key_is_refused_where_the_host_vouched_for_nobody() {
      assertThat(
              cause(
                  gateway,
                  "x-keyway-context: " + token(Caller.unknown(null)),
                  "x-api-key: kw-short"))
          .contains("malformed");
    }

    @Test
    void host_goes_before_an_access_key() {
      Admitted admitted =
          admitted(
              gateway, "x-keyway-context: " + token(Contexts.alice()), "x-api-key: " + aliceKey);

      assertThat(admitted.caller().voucher()).isEqualTo(Voucher.HOST);
    }

    @Test
    void nobody_vouched_for_is_refused_when_the_policy_says_so() {
      Admitted admitted = admitted(gateway, "x-keyway-context: " + token(Caller.unknown(null)));

      assertThat(admitted.refusal(false)).isNull();
      var refusal = admitted.refusal(true);
      assertThat(refusal).isNotNull();
      assertThat(refusal.message()).contains("keyway keys create NAME", "access: {require: none}");
    }

    @Test
    void host_credential_is_no_provider_key() {
      Admitted admitted =
          admitted(
              gateway,
              "x-keyway-context: " + token(Contexts.alice()),
              "authorization: Bearer host.jwt.x");

      assertThat(admitted.credential()).isEqualTo(new ClientCredential.None());
      assertThat(admitted.apiKeyHash()).isNull();
    }
  }

  @Test
  void our_headers_are_removed_at_the_door_and_others_stay() {
    Admitted admitted =
        admitted(
            new Listener.Gateway(),
            "X-Keyway-Context: " + token(Contexts.alice()),
            "x-keyway-key: spoofed",
            "Authorization: Bearer host.jwt.x",
            "accept: */*");

    assertThat(admitted.headers())
        .isEqualTo(Headers.of("Authorization", "Bearer host.jwt.x", "accept", "*/*"));
  }

  @Test
  void hash_names_the_provider_key_or_else_the_access_key() {
    var entry = entry(Authentication.NOT_REQUIRED);
    String ofProvider = admitted(entry, "authorization: Bearer sk-client").apiKeyHash();
    String ofAccess = admitted(entry, "x-api-key: " + aliceKey).apiKeyHash();

    assertThat(ofProvider)
        .matches("[0-9a-f]{12}")
        .isEqualTo(
            admitted(entry, "x-provider-key: sk-client", "x-api-key: " + aliceKey).apiKeyHash())
        .isNotEqualTo(ofAccess);
    assertThat(ofAccess).isEqualTo(admission.fingerprints().of(Secret.of(aliceKey)));
    assertThat(admitted(entry).apiKeyHash()).isNull();
  }

  @Test
  void decisions_print_no_credential() {
    var entry = entry(Authentication.NOT_REQUIRED);
    String secret = aliceKey.substring(12);

    assertThat(
            admitted(entry, "authorization: Bearer " + aliceKey, "x-provider-key: sk-canary")
                + " "
                + refused(entry, "api-key: " + aliceKey)
                + admission)
        .doesNotContain(secret, "canary");
  }

  private Admitted admitted(Listener listener, String... headers) {
    return (Admitted) admission.decide(listener, head(headers), PEER, NOW);
  }

  private Refused refused(Listener listener, String... headers) {
    return (Refused) admission.decide(listener, head(headers), PEER, NOW);
  }

  private String cause(Listener listener, String... headers) {
    Refused refused = refused(listener, headers);
    assertThat(refused.refusal().code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
    return refused.cause();
  }

  private String token(Caller caller) {
    return Contexts.token(Contexts.of(caller), contextKeys);
  }

  private static Listener entry(Authentication authentication) {
    return new Listener.Entry(CHAT, authentication);
  }

  private static Headers head(String... lines) {
    Headers.Builder head = Headers.builder();
    for (String line : lines) {
      int colon = line.indexOf(':');
      head.add(line.substring(0, colon), line.substring(colon + 1).strip());
    }
    return head.build();
  }
}
