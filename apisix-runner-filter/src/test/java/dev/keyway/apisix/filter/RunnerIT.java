package dev.keyway.apisix.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.access.Caller;
import dev.keyway.access.ContextVerdict;
import dev.keyway.access.HostContext;
import dev.keyway.access.PolicyRef;
import dev.keyway.access.SignedContext;
import dev.keyway.testkit.apisix.JavaRunner;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The jar in APISIX's own runner for Java, the newest that is published as something that runs
 * (0.4.0, Spring Boot 2.6), driven as APISIX drives it.
 */
@Timeout(180)
class RunnerIT {

  private static final Path TARGET = Path.of("target");
  private static final String CHAT = "{\"policy\":\"chat\",\"prefix\":\"/ai\"}";

  @TempDir private static Path folder;
  private static KeyFolder keys;
  private static JavaRunner runner;

  private final Call call = new Call();

  @BeforeAll
  static void start() throws Exception {
    keys = new KeyFolder(folder);
    runner =
        JavaRunner.start(
            folder,
            TARGET.resolve("runner/apisix-runner-starter.jar"),
            TARGET.resolve("keyway-apisix-filter.jar"));
    runner.signWith(keys.write("context.key"));
  }

  @AfterAll
  static void stop() {
    if (runner != null) {
      runner.close();
    }
  }

  private static Told ask(String value, Call call) throws Exception {
    Worker worker = new Worker(runner.socket());
    return worker.ask(worker.token("keyway", value), call);
  }

  @Test
  void request_is_signed_for_the_relay() throws Exception {
    call.variables.putAll(
        Map.of("consumer_name", "rita", "consumer_group_id", "research", "route_id", "r1"));

    Told told = ask(CHAT, call);

    assertThat(told.headers()).containsOnlyKeys(SignedContext.HEADER);
    HostContext context =
        keys.context(told.headers().get(SignedContext.HEADER), "context.key", Instant.now());
    assertThat(context.caller().consumer()).isEqualTo("rita");
    assertThat(context.caller().groups()).containsExactly("research");
    assertThat(context.caller().clientIp()).isEqualTo("192.0.2.7");
    assertThat(context.routeId()).isEqualTo("r1");
    assertThat(context.prefix()).isEqualTo("/ai");
    assertThat(context.policy()).isEqualTo(new PolicyRef.Named("chat"));
  }

  @Test
  void client_whom_apisix_does_not_know_is_nobody() throws Exception {
    Told told = ask(CHAT, call);

    HostContext context =
        keys.context(told.headers().get(SignedContext.HEADER), "context.key", Instant.now());
    assertThat(context.caller()).isEqualTo(Caller.unknown("192.0.2.7"));
    assertThat(context.routeId()).isNull();
  }

  @Test
  void connection_serves_one_request_after_another() throws Exception {
    Worker worker = new Worker(runner.socket());
    long token = worker.token("keyway", CHAT);
    long wrong = worker.token("keyway", "{}");
    try (SocketChannel channel = worker.connect()) {
      for (int i = 0; i < 3; i++) {
        assertThat(worker.ask(channel, token, call).headers()).containsKey(SignedContext.HEADER);
        assertThat(worker.ask(channel, wrong, call).status()).isEqualTo(500);
      }
    }
  }

  @Test
  void wrong_configuration_ends_requests_and_says_why() throws Exception {
    call.path = "/v1/messages";

    Told told = ask("{\"policy_inline\":\"providers: []\"}", call);

    assertThat(told.status()).isEqualTo(500);
    assertThat(told.headers()).containsEntry("x-keyway-error", "policy_unavailable");
    assertThat(told.body())
        .startsWith("{\"type\":\"error\"")
        .contains("give the policy a name in the daemon's keyway.yaml");
    assertThat(runner.log())
        .contains("a route's configuration of keyway: is refused: the route brings its policy")
        .contains("\"path\":");
  }

  @Test
  void key_that_is_replaced_signs_without_a_restart() throws Exception {
    runner.signWith(keys.write("next.key"));
    try {
      String token = ask(CHAT, call).headers().get(SignedContext.HEADER);
      assertThat(keys.verdict(token, "next.key", Instant.now()))
          .isInstanceOf(ContextVerdict.Valid.class);
    } finally {
      runner.signWith(keys.path("context.key"));
    }
  }
}
