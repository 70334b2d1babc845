package dev.keyway.server.kong;

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
import dev.keyway.testkit.kong.KongConsumer;
import dev.keyway.testkit.kong.KongPeer;
import dev.keyway.testkit.kong.KongRequest;
import dev.keyway.testkit.kong.KongVersion;
import dev.keyway.testkit.kong.Outcome;
import dev.keyway.testkit.kong.PeerSettings;
import dev.keyway.testkit.kong.PluginEntity;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many requests at once, and what operators change meanwhile. */
class KongLoadIT {

  private static final int MANY = 1000;
  private static final int CLIENTS = 8;
  private static final Ask ASK = Ask.model("shared");

  @TempDir private Path folder;

  /** Each is held where the plugin asks who calls, until all are there. */
  @Test
  void aThousandEvents_areUnderWayAtOnce() throws Exception {
    try (ContractStage stage = open(KongVersion.V3_9);
        KongPeer kong =
            KongPeer.start(
                KongVersion.V3_9,
                KongGateway.socket(stage.setup()),
                PeerSettings.DEFAULT.withWorkers(4));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      PluginEntity plugin =
          new PluginEntity(
              "0d9f6c1e-2b3a-4c5d-8e7f-123456789abc",
              "keyway",
              null,
              PluginEntity.Scope.GLOBAL,
              Map.of("policy", "chat"));
      kong.configure(List.of(plugin));
      CountDownLatch allThere = new CountDownLatch(MANY);
      List<CompletableFuture<String>> contexts =
          IntStream.range(0, MANY)
              .mapToObj(i ->
                  CompletableFuture.supplyAsync(
                      () -> context(kong, plugin, "consumer-" + i, allThere), threads))
              .toList();

      assertThat(contexts).allSatisfy(context -> assertThat(context.join()).isNotEmpty());
      assertThat(contexts.stream().map(CompletableFuture::join).distinct()).hasSize(MANY);
    }
  }

  private static String context(
      KongPeer kong, PluginEntity plugin, String name, CountDownLatch allThere) {
    KongRequest request =
        new KongRequest(
            "POST",
            "/v1/chat/completions",
            Headers.of("host", "api.example.com"),
            new KongRequest.Client("192.0.2.1", 40_000));
    request.authenticate(new KongConsumer(name, name, null, List.of(), 0), name);
    request.whenAskedWhoCalls(() -> await(allThere));
    Outcome outcome = kong.access(plugin, request);
    assertThat(outcome).isEqualTo(new Outcome.Passed(true));
    return String.valueOf(request.headers().first("x-keyway-context"));
  }

  private static void await(CountDownLatch allThere) {
    allThere.countDown();
    try {
      assertThat(allThere.await(ContractStage.LIMIT.toSeconds(), TimeUnit.SECONDS))
          .as("all events at once")
          .isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for other events", e);
    }
  }

  @Test
  void aThousandStreams_areOpenAtOnce() throws Exception {
    try (ContractStage stage = open(KongVersion.V3_9)) {
      ManyStreams.areOpenAtOnce(stage);
    }
  }

  @Test
  void whenThePluginsServerIsReplaced_noRequestIsLost() throws Exception {
    try (ContractStage stage =
        ContractStage.open(
            folder,
            setup ->
                KongGateway.attached(
                    setup,
                    InProcessKeyway.start(setup, KongGateway.LISTENER),
                    KongVersion.V3_9,
                    PeerSettings.DEFAULT))) {
      Replacements.loseNoRequest(stage, ASK, file -> service(stage, file));
    }
  }

  /**
   * Kong has nowhere to go while Keyway restarts. What it answers then was sent to no provider, and
   * what was sent is answered.
   */
  @Test
  void whenKeywayIsRestarted_noRequestIsLostThatWasSent() throws Exception {
    try (ContractStage stage = open(KongVersion.V3_9)) {
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

  /** A change of Kong's own configuration: new instances, while requests run. */
  @Test
  void changedPluginConfig_countsWhileRequestsRun_andNoneFails() throws Exception {
    try (ContractStage stage = open(KongVersion.V3_9);
        Load load = Load.start(stage, Ask.model("small"), CLIENTS)) {
      stage.first().keepLatest(CLIENTS);
      load.awaitMore(2 * CLIENTS);
      kong(stage).front().reload(allUnder("teams", stage.setup()));
      load.awaitAnswer(() ->
          stage.first().received().stream()
              .anyMatch(one -> ContractStage.key("ritas").equals(one.key())));
      assertThat(load.end()).containsOnly(200, 422).contains(200);
    }
  }

  /** 3.6 alone goes on under the configuration that the instance was started with. */
  @Test
  void changedPluginConfig_isNotSeenByKong3_6() throws Exception {
    try (ContractStage stage = open(KongVersion.V3_6)) {
      assertThat(stage.ask(ASK).statusCode()).isEqualTo(200);
      assertThat(stage.ask(ASK).statusCode()).isEqualTo(200);
      kong(stage).front().reload(allUnder("teams", stage.setup()));
      assertThat(stage.ask(ASK).statusCode()).isEqualTo(200);
    }
  }

  /** The route of all paths, under this policy. */
  private static String allUnder(String policy, GatewaySetup setup) {
    return Declared.kongYml(List.of(new Route("chat", "", policy)), setup.consumers());
  }

  private static KongGateway kong(ContractStage stage) {
    return (KongGateway) stage.gateway();
  }

  private ContractStage open(KongVersion version) throws Exception {
    return ContractStage.open(
        folder, setup -> KongGateway.start(setup, version, PeerSettings.DEFAULT));
  }

  private static InProcessKeyway service(ContractStage stage, String file) throws Exception {
    GatewaySetup setup = stage.setup();
    return InProcessKeyway.startBeside(
        setup, file, KongGateway.LISTENER + KongGateway.plugin(setup));
  }
}
