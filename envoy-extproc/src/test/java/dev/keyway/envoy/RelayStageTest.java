package dev.keyway.envoy;

import static dev.keyway.envoy.EnvoyStage.denied;
import static dev.keyway.envoy.EnvoyStage.head;
import static dev.keyway.envoy.EnvoyStage.noted;
import static dev.keyway.envoy.EnvoyStage.struct;
import static dev.keyway.envoy.EnvoyStage.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.access.Caller;
import dev.keyway.access.ContextVerdict;
import dev.keyway.access.HostContext;
import dev.keyway.access.PolicyRef;
import dev.keyway.access.SignedContext;
import dev.keyway.envoy.Conversation.Reply;
import dev.keyway.envoy.FilterSettings.FilledIn;
import dev.keyway.envoy.FilterSettings.Trust;
import dev.keyway.envoy.wire.HeaderMutation;
import dev.keyway.envoy.wire.ProcessingRequest;
import dev.keyway.http.Headers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RelayStageTest {

  private static final String JWT_AUTHN = "envoy.filters.http.jwt_authn";
  private static final String EXT_AUTHZ = "envoy.filters.http.ext_authz";

  private final EnvoyStage stage = new EnvoyStage(EnvoyStage.POLICY);

  private static ProcessingRequest chat(String... headers) {
    return head("POST", "/ai/v1/chat/completions", Headers.of(headers));
  }

  private HeaderMutation mutation(ProcessingRequest message, Trust trust) {
    return mutation(message, new FilterSettings(Stage.RELAY, "chat", "/ai", trust, false));
  }

  private HeaderMutation mutation(ProcessingRequest message, FilterSettings settings) {
    Reply reply = stage.filter(settings).take(message);
    assertThat(reply.last()).isTrue();
    return reply.response().getRequestHeaders().getResponse().getHeaderMutation();
  }

  private HostContext signed(ProcessingRequest message, Trust trust) {
    return signed(mutation(message, trust));
  }

  private HostContext signed(HeaderMutation mutation) {
    String token = EnvoyStage.set(mutation).first(SignedContext.HEADER);
    return ((ContextVerdict.Valid)
            SignedContext.verify(
                token, stage.contextKeys, stage.clock.instant(), Duration.ofSeconds(30)))
        .context();
  }

  @Test
  void who_calls_is_signed_with_policy_route_and_prefix() {
    HostContext context =
        signed(
            with(
                chat(), Map.of("source.address", "10.1.2.3:50100", "xds.route_name", "chat-route")),
            EnvoyStage.NOBODY);

    assertThat(context.caller()).isEqualTo(Caller.unknown("10.1.2.3"));
    assertThat(context.policy()).isEqualTo(new PolicyRef.Named("chat"));
    assertThat(context.routeId()).isEqualTo("chat-route");
    assertThat(context.prefix()).isEqualTo("/ai");
  }

  /** As the generated configuration has it: no attribute is asked for. */
  @Test
  void address_and_route_are_taken_from_the_filters_metadata() {
    FilterSettings told =
        new FilterSettings(
            Stage.RELAY,
            "chat",
            "/ai",
            EnvoyStage.NOBODY,
            false,
            new FilledIn("::1", "chat-route", 0, null, null));

    HostContext context = signed(mutation(chat(), told));

    assertThat(context.caller()).isEqualTo(Caller.unknown("::1"));
    assertThat(context.routeId()).isEqualTo("chat-route");
  }

  @Test
  void an_ipv6_address_loses_its_brackets_and_a_socket_has_none() {
    assertThat(
            signed(with(chat(), Map.of("source.address", "[::1]:50100")), EnvoyStage.NOBODY)
                .caller()
                .clientIp())
        .isEqualTo("::1");
    assertThat(
            signed(with(chat(), Map.of("source.address", "/run/a:1")), EnvoyStage.NOBODY)
                .caller()
                .clientIp())
        .isNull();
  }

  @Test
  void what_clients_send_under_our_names_is_taken_off() {
    HeaderMutation mutation =
        mutation(
            chat("x-keyway-context", "forged", "x-keyway-stage", "plan", "accept", "*/*"),
            EnvoyStage.NOBODY);

    assertThat(mutation.getRemoveHeadersList())
        .containsExactly("x-keyway-context", "x-keyway-stage");
    assertThat(EnvoyStage.set(mutation).names()).containsExactly("x-keyway-context");
  }

  @Test
  void what_would_steer_envoy_is_taken_off() {
    HeaderMutation mutation =
        mutation(
            chat("x-envoy-max-retries", "9", "x-envoy-retry-on", "5xx", "accept", "*/*"),
            EnvoyStage.NOBODY);

    assertThat(mutation.getRemoveHeadersList())
        .containsExactlyInAnyOrder("x-envoy-max-retries", "x-envoy-retry-on");
  }

  @Test
  void a_verified_token_names_the_caller_where_it_is_trusted() {
    ProcessingRequest message =
        noted(
            chat(),
            JWT_AUTHN,
            struct(
                Map.of(
                    "payload",
                    struct(
                        Map.of(
                            "sub",
                            "team-a",
                            "groups",
                            List.of("research"),
                            "plan",
                            "gold",
                            "level",
                            3)))));

    Caller caller = signed(message, new Trust("payload", false, false)).caller();

    assertThat(caller.voucher()).isEqualTo(Caller.Voucher.HOST);
    assertThat(caller.consumer()).isEqualTo("team-a");
    assertThat(caller.groups()).containsExactly("research");
    assertThat(caller.claims()).containsEntry("plan", "gold").containsEntry("level", 3L);
    assertThat(signed(message, EnvoyStage.NOBODY).caller().authenticated()).isFalse();
  }

  /** The filter writes why a token failed into the same place, under another name. */
  @Test
  void what_else_the_token_filter_wrote_vouches_for_nobody() {
    ProcessingRequest message =
        noted(
            chat(),
            JWT_AUTHN,
            struct(Map.of("failure", struct(Map.of("sub", "team-a", "code", 3)))));

    assertThat(signed(message, new Trust("payload", false, false)).caller().authenticated())
        .isFalse();
  }

  @Test
  void ext_authz_names_the_caller_and_its_limits_where_it_is_trusted() {
    ProcessingRequest message =
        noted(
            chat(),
            EXT_AUTHZ,
            struct(
                Map.of(
                    "consumer", "team-b",
                    "credential_id", "cred-1",
                    "models", List.of("gpt-4o"),
                    "providers", "not a list")));

    Caller caller = signed(message, new Trust(null, true, false)).caller();

    assertThat(caller.consumer()).isEqualTo("team-b");
    assertThat(caller.credentialId()).isEqualTo("cred-1");
    assertThat(caller.models()).containsExactly("gpt-4o");
    assertThat(caller.providers()).isEmpty();
    assertThat(signed(message, EnvoyStage.NOBODY).caller().authenticated()).isFalse();
  }

  /** {@code connection.mtls} says that a certificate was presented, not that it was validated. */
  @Test
  void a_certificate_names_the_caller_only_where_the_listener_validates_it() {
    ProcessingRequest message =
        with(
            chat(),
            Map.of(
                "connection.mtls", true,
                "connection.subject_peer_certificate", "CN=team-c",
                "connection.uri_san_peer_certificate", "spiffe://example.org/team-c"));

    assertThat(signed(message, new Trust(null, false, true)).caller().consumer())
        .isEqualTo("spiffe://example.org/team-c");
    assertThat(signed(message, EnvoyStage.NOBODY).caller().authenticated()).isFalse();
  }

  @Test
  void claims_that_fit_in_no_header_are_refused_in_the_clients_dialect() {
    ProcessingRequest message =
        noted(
            head("POST", "/ai/v1/messages", Headers.empty()),
            JWT_AUTHN,
            struct(Map.of("payload", struct(Map.of("sub", "a", "long", "x".repeat(20_000))))));
    Conversation filter =
        stage.filter(
            new FilterSettings(
                Stage.RELAY, "chat", "/ai", new Trust("payload", false, false), false));

    String body = denied(filter.take(message), 400);

    assertThat(body).contains("\"type\":\"error\"").contains("shorten the token's claims");
    assertThat(stage.records).hasSize(1);
  }

  @Test
  void a_message_it_has_no_use_for_ends_the_request() {
    assertThat(denied(stage.filter(Stage.RELAY).take(EnvoyStage.body("{}")), 500))
        .contains("is not configured as it must be");
  }
}
