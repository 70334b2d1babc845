package dev.keyway.server.apisix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.http.Headers;
import dev.keyway.server.gateway.InProcessKeyway;
import dev.keyway.server.gateway.ManyStreams;
import dev.keyway.server.gateway.Replacements;
import dev.keyway.testkit.Ask;
import dev.keyway.testkit.ContractStage;
import dev.keyway.testkit.GatewaySetup;
import dev.keyway.testkit.Load;
import dev.keyway.testkit.Route;
import dev.keyway.testkit.apisix.ApisixPeer;
import dev.keyway.testkit.apisix.ApisixRequest;
import dev.keyway.testkit.apisix.ApisixVersion;
import dev.keyway.testkit.apisix.Entry;
import dev.keyway.testkit.apisix.ExtPlugin;
import dev.keyway.testkit.apisix.Outcome;
import dev.keyway.testkit.apisix.PeerSettings;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many requests at once, and what operators change meanwhile. */
@Timeout(300)
class ApisixLoadIT {

  private static final int MANY = 1000;
  private static final int CLIENTS = 8;
  private static final int UNAVAILABLE = 503;
  private static final Ask ASK = Ask.model("shared");

  @TempDir private Path folder;

  /** Each is held where the plugin asks who calls, until all are there. */
  @Test
  void aThousandCalls_areUnderWayAtOnce() throws Exception {
    try (ContractStage stage = open();
        ApisixPeer apisix =
            ApisixPeer.start(
                ApisixVersion.V3_18,
                ApisixGateway.socket(stage.setup()),
                PeerSettings.DEFAULT.withWorkers(4));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CountDownLatch allThere = new CountDownLatch(MANY);
      List<CompletableFuture<String>> contexts =
          IntStream.range(0, MANY)
              .mapToObj(
                  i -> CompletableFuture.supplyAsync(() -> context(apisix, i, allThere), threads))
              .toList();

      assertThat(contexts).allSatisfy(context -> assertThat(context.join()).isNotEmpty());
      assertThat(contexts.stream().map(CompletableFuture::join).distinct()).hasSize(MANY);
    }
  }

  private static String context(ApisixPeer apisix, int number, CountDownLatch allThere) {
    ExtPlugin plugin =
        ExtPlugin.closed(ExtPlugin.POST_REQ, new Entry("keyway", "{\"policy\":\"chat\"}"));
    ApisixRequest request =
        new ApisixRequest(
                "POST",
                "/v1/chat/completions",
                Headers.of("host", "api.example.com"),
                InetAddress.getLoopbackAddress())
            .variable("consumer_name", "consumer-" + number)
            .whenAsked(() -> await(allThere));
    assertThat(apisix.ask(plugin, request)).isEqualTo(Outcome.PASSED);
    return String.valueOf(request.headers().first("x-keyway-context"));
  }

  private static void await(CountDownLatch allThere) {
    allThere.countDown();
    try {
      assertThat(allThere.await(ContractStage.LIMIT.toSeconds(), TimeUnit.SECONDS))
          .as("all calls at once")
          .isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for other calls", e);
    }
  }

  @Test
  void aThousandStreams_areOpenAtOnce() throws Exception {
    try (ContractStage stage = open()) {
      ManyStreams.areOpenAtOnce(stage);
    }
  }

  /** A connection that ends under a call is a 503: APISIX does not ask again. */
  @Test
  void whenTheRunnerIsReplaced_noRequestIsLostThatWasSent() throws Exception {
    try (ContractStage stage =
        ContractStage.open(
            folder,
            setup ->
                ApisixGateway.start(
                    setup, ApisixVersion.V3_18, PeerSettings.DEFAULT, ServerForm::relayAlone))) {
      Replacements.loseNoRequestThatWasSent(stage, ASK, file -> runner(stage, file), UNAVAILABLE);
    }
  }

  /**
   * APISIX has nowhere to go while Keyway restarts. What it answers then was sent to no provider,
   * and what was sent is answered.
   */
  @Test
  void whenKeywayIsRestarted_noRequestIsLostThatWasSent() throws Exception {
    try (ContractStage stage = open()) {
      List<Integer> statuses;
      try (Load load = Load.start(stage, ASK, CLIENTS)) {
        load.awaitMore(2 * CLIENTS);
        stage.gateway().restartKeyway();
        int before = stage.received().size();
        load.awaitAnswer(() -> stage.received().size() >= before + 2 * CLIENTS);
        statuses = load.end();
      }
      assertThat(statuses.stream().filter(status -> status == 200))
          .hasSize(stage.received().size());
      assertThat(statuses).doesNotContain(0);
    }
  }

  /** A change of APISIX's own configuration, while requests run. */
  @Test
  void changedRoute_countsWhileRequestsRun_andNoneFails() throws Exception {
    try (ContractStage stage = open();
        Load load = Load.start(stage, Ask.model("small"), CLIENTS)) {
      stage.first().keepLatest(CLIENTS);
      load.awaitMore(2 * CLIENTS);
      ((ApisixGateway) stage.gateway()).front().reload(allUnder("teams", stage.setup()));
      load.awaitAnswer(() ->
          stage.first().received().stream()
              .anyMatch(one -> ContractStage.key("ritas").equals(one.key())));
      assertThat(load.end()).containsOnly(200, 422).contains(200);
    }
  }

  /** The route of all paths, under this policy. */
  private static String allUnder(String policy, GatewaySetup setup) {
    Route route = new Route("chat", "", policy);
    Declared declared = new Declared(ApisixVersion.V3_18);
    return Declared.apisixYaml(setup, declared.route(route, "", Declared.keyway(route)));
  }

  private ContractStage open() throws Exception {
    return ContractStage.open(
        folder,
        setup ->
            ApisixGateway.start(
                setup, ApisixVersion.V3_18, PeerSettings.DEFAULT, ServerForm::start));
  }

  private static InProcessKeyway runner(ContractStage stage, String file) throws Exception {
    GatewaySetup setup = stage.setup();
    return InProcessKeyway.startBeside(
        setup, file, ServerForm.LISTENER + ServerForm.runner(ApisixGateway.socket(setup)));
  }
}
