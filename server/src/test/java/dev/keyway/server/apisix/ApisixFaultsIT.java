package dev.keyway.server.apisix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.server.gateway.ChildKeyway;
import dev.keyway.server.gateway.InProcessKeyway;
import dev.keyway.testkit.Ask;
import dev.keyway.testkit.ContractStage;
import dev.keyway.testkit.GatewaySetup;
import dev.keyway.testkit.apisix.ApisixVersion;
import dev.keyway.testkit.apisix.PeerSettings;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpResponse;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * APISIX while the runner is not there, or does not answer. It then says 503, or, where it is told
 * to, sends requests on as if there were no plugin: the relay, which is up all the time, refuses
 * them. No provider is ever called.
 */
@Timeout(120)
class ApisixFaultsIT {

  private static final Ask ASK = Ask.model("shared");
  private static final int UNAVAILABLE = 503;
  private static final int RELAY_REFUSES = 401;

  /** One worker, so that a request meets what the one before left there. */
  private static final PeerSettings SETTINGS = PeerSettings.DEFAULT.withWorkers(1);

  @TempDir private Path folder;

  @Test
  void withoutTheRunner_nothingPasses() throws Exception {
    try (ContractStage stage = open(SETTINGS)) {
      refused(stage, UNAVAILABLE);
    }
  }

  /** Whoever had a token and connections notices only when it asks. */
  @Test
  void whenTheRunnerHasEnded_nothingPasses_untilItIsBack() throws Exception {
    try (ContractStage stage = open(SETTINGS)) {
      try (InProcessKeyway service = service(stage, "first.yaml")) {
        served(stage, service);
      }
      refused(stage, UNAVAILABLE);
      try (InProcessKeyway again = service(stage, "second.yaml")) {
        served(stage, again);
      }
    }
  }

  /** A process that is stopped still has its socket: the system takes connections for it. */
  @Test
  void whenTheRunnerDoesNotAnswer_nothingPasses() throws Exception {
    try (ContractStage stage = open(SETTINGS.withTimeout(Duration.ofMillis(300)));
        ServerSocketChannel silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      silent.bind(UnixDomainSocketAddress.of(ApisixGateway.socket(stage.setup())));
      refused(stage, UNAVAILABLE);
    }
  }

  @Test
  void whenTheRunnerIsStopped_nothingPasses() throws Exception {
    try (ContractStage stage = open(SETTINGS.withTimeout(Duration.ofSeconds(3)));
        ChildKeyway child = ChildKeyway.start(stage.setup(), listensForApisix(stage.setup()))) {
      warmUp(stage);
      child.stop();
      refused(stage, UNAVAILABLE);
    }
  }

  /** Killed, it leaves its socket's file behind. */
  @Test
  void whenTheRunnerWasKilled_nothingPasses_untilItIsBack() throws Exception {
    try (ContractStage stage = open(SETTINGS)) {
      try (ChildKeyway child = ChildKeyway.start(stage.setup(), listensForApisix(stage.setup()))) {
        warmUp(stage);
        child.kill();
      }
      refused(stage, UNAVAILABLE);
      try (InProcessKeyway again = service(stage, "second.yaml")) {
        served(stage, again);
      }
    }
  }

  /** APISIX then sends requests on. */
  @Test
  void whereApisixMayDegrade_theRelayRefuses() throws Exception {
    try (ContractStage stage = open(SETTINGS)) {
      Routes routes = new Routes(stage);
      String plugin = Declared.keyway(Routes.ROUTE);
      routes.set("", plugin.replace("{conf:", "{allow_degradation: true, conf:"));
      refused(stage, RELAY_REFUSES);
    }
  }

  @Test
  void routeThatDoesNotAsk_isRefusedByTheRelay() throws Exception {
    try (ContractStage stage = open(SETTINGS)) {
      new Routes(stage).set("", "proxy-buffering: {disable_proxy_buffering: true}");
      refused(stage, RELAY_REFUSES);
    }
  }

  /** The policy came with the route, to a daemon whose relay is not the one that is asked. */
  @Test
  void inlinePolicyThatTheRelayDoesNotKnow_isRefused() throws Exception {
    try (ContractStage stage = open(SETTINGS);
        InProcessKeyway service = service(stage, "other.yaml")) {
      assertThat(service.ports()).isNotEmpty();
      String inline =
          "{\"policy_inline\":\"providers: [{id: openai, api_keys: [{value: none}]}]\"}";
      new Routes(stage).set("", Declared.asking("ext-plugin-post-req", inline));

      HttpResponse<String> answer = stage.ask(ASK);

      assertThat(answer.statusCode()).as(answer.body()).isGreaterThanOrEqualTo(500);
      assertThat(stage.received()).isEmpty();
    }
  }

  private static void warmUp(ContractStage stage) {
    long end = System.nanoTime() + ContractStage.LIMIT.toNanos();
    while (stage.ask(ASK).statusCode() != 200) {
      assertThat(System.nanoTime()).as("the runner answers").isLessThan(end);
    }
  }

  private static void served(ContractStage stage, InProcessKeyway service) {
    assertThat(service.ports()).isNotEmpty();
    HttpResponse<String> answer = stage.ask(ASK);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private static void refused(ContractStage stage, int status) {
    int before = stage.received().size();
    for (int i = 0; i < 2; i++) {
      HttpResponse<String> answer = stage.ask(ASK);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    }
    assertThat(stage.received()).hasSize(before);
  }

  private ContractStage open(PeerSettings settings) throws Exception {
    return ContractStage.open(
        folder,
        setup -> ApisixGateway.start(setup, ApisixVersion.V3_18, settings, ServerForm::relayAlone));
  }

  private static InProcessKeyway service(ContractStage stage, String file) throws Exception {
    return InProcessKeyway.startBeside(stage.setup(), file, listensForApisix(stage.setup()));
  }

  private static String listensForApisix(GatewaySetup setup) {
    return ServerForm.LISTENER + ServerForm.runner(ApisixGateway.socket(setup));
  }
}
