package dev.keyway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.access.AccessKeyWish;
import dev.keyway.access.AccessKeys;
import dev.keyway.access.Caller;
import dev.keyway.access.ContextSigning;
import dev.keyway.access.HostContext;
import dev.keyway.access.Listener;
import dev.keyway.access.Listener.Authentication;
import dev.keyway.access.PolicyRef;
import dev.keyway.access.SignedContext;
import dev.keyway.record.DecisionRecord;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AdmissionTest {

  private static final PolicyRef POLICY = new PolicyRef.Named(StagePolicy.NAME);

  @Test
  void gateway_listener_refuses_who_carries_no_context() throws Exception {
    try (RelayStage stage = gateway()) {
      HttpResponse<String> answer =
          Client.send(
              Client.chat(stage, Client.HELLO).header("authorization", "Bearer kw-whatever"));

      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.headers().firstValue("x-keyway-error")).hasValue("unauthenticated");
      assertThat(stage.first.received()).isEmpty();
    }
  }

  @Test
  void gateway_listener_refuses_a_context_that_is_not_good() throws Exception {
    try (RelayStage stage = gateway()) {
      String token = token(stage, POLICY);

      HttpResponse<String> answer =
          Client.send(
              Client.chat(stage, Client.HELLO)
                  .header(SignedContext.HEADER, token.substring(1) + token.charAt(0)));

      assertThat(answer.statusCode()).isEqualTo(401);
    }
  }

  @Test
  void gateway_listener_serves_whom_a_good_context_names() throws Exception {
    try (RelayStage stage = gateway()) {
      HttpResponse<String> answer = Client.send(signed(stage, POLICY));

      assertThat(answer.statusCode()).isEqualTo(200);
      DecisionRecord record = stage.record();
      assertThat(record.client().caller().consumer()).isEqualTo("alice");
      assertThat(record.route()).isEqualTo("route-7");
      assertThat(stage.first.received().getFirst().header(SignedContext.HEADER)).isNull();
    }
  }

  @Test
  void gateway_listener_says_when_the_policy_is_not_there() throws Exception {
    try (RelayStage stage = gateway()) {
      HttpResponse<String> answer = Client.send(signed(stage, new PolicyRef.Named("other")));

      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.headers().firstValue("x-keyway-error")).hasValue("policy_unavailable");
    }
  }

  @Test
  void entry_listener_refuses_a_context() throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      assertThat(Client.send(signed(stage, POLICY)).statusCode()).isEqualTo(400);
      assertThat(stage.first.received()).isEmpty();
    }
  }

  @Test
  void entry_listener_refuses_who_carries_no_key() throws Exception {
    try (RelayStage stage = entry(Authentication.AS_POLICY_SAYS, AccessKeys.NONE)) {
      HttpResponse<String> answer = stage.chat();

      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.headers().firstValue("www-authenticate")).hasValue("Bearer");
      assertThat(stage.record().refusal()).isNotNull();
    }
  }

  @Test
  void entry_listener_refuses_before_it_reads_a_body() throws Exception {
    try (RelayStage stage = entry(Authentication.REQUIRED, AccessKeys.NONE);
        Wire wire = stage.wire()) {
      wire.send("POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\n");

      assertThat(wire.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 401 ");
    }
  }

  @Test
  void entry_listener_serves_who_carries_an_access_key_and_never_passes_it_on() throws Exception {
    AccessKeys.Creation made =
        AccessKeys.empty(new SecureRandom())
            .create(AccessKeyWish.named("bob"), Instant.now(), new SecureRandom());
    try (RelayStage stage = entry(Authentication.REQUIRED, made.keys())) {
      HttpResponse<String> answer =
          Client.send(
              Client.chat(stage, Client.HELLO)
                  .header("authorization", "Bearer " + made.text().reveal()));

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(stage.record().client().caller().consumer()).isEqualTo("bob");
      assertThat(stage.first.received().getFirst().key()).isEqualTo(RelayStage.FIRST_KEY);
    }
  }

  @Test
  void entry_listener_refuses_an_access_key_it_does_not_know() throws Exception {
    try (RelayStage stage = entry(Authentication.NOT_REQUIRED, AccessKeys.NONE)) {
      HttpRequest.Builder request =
          Client.chat(stage, Client.HELLO).header("authorization", "Bearer kw-unknown");

      assertThat(Client.send(request).statusCode()).isEqualTo(401);
    }
  }

  @Test
  void entry_listener_serves_anybody_when_that_is_written_out() throws Exception {
    try (RelayStage stage = entry(Authentication.NOT_REQUIRED, AccessKeys.NONE)) {
      assertThat(stage.chat().statusCode()).isEqualTo(200);
    }
  }

  private static RelayStage gateway() throws RelayStartException {
    return RelayStage.of(made -> made.withProviders().listener(new Listener.Gateway()));
  }

  private static RelayStage entry(Authentication authentication, AccessKeys keys)
      throws RelayStartException {
    return RelayStage.of(made ->
        made.withProviders().listener(new Listener.Entry(POLICY, authentication)).accessKeys(keys));
  }

  private static HttpRequest.Builder signed(RelayStage stage, PolicyRef policy) {
    return Client.chat(stage, Client.HELLO).header(SignedContext.HEADER, token(stage, policy));
  }

  private static String token(RelayStage stage, PolicyRef policy) {
    Caller alice =
        new Caller(Caller.Voucher.HOST, "alice", null, List.of(), null, Map.of(), null, null, null);
    HostContext context = new HostContext(alice, "route-7", "", policy, Instant.now());
    return ((ContextSigning.Signed) SignedContext.sign(context, stage.contextKeys)).token();
  }
}
