package dev.keyway.server.kong;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.server.gateway.ChildKeyway;
import dev.keyway.server.gateway.InProcessKeyway;
import dev.keyway.testkit.Ask;
import dev.keyway.testkit.ContractStage;
import dev.keyway.testkit.GatewaySetup;
import dev.keyway.testkit.kong.KongVersion;
import dev.keyway.testkit.kong.PeerSettings;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpResponse;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Kong while the plugin's server is not there, does not answer, or was never asked. Some versions
 * then send requests on as if there were no plugin: the relay, which is up all the time, refuses
 * them. No provider is ever called.
 */
class KongFaultsIT {

  private static final Ask ASK = Ask.model("shared");
  private static final int KONG_FAILS = 500;
  private static final int RELAY_REFUSES = 401;

  /** One worker, so that a request meets what the one before left there. */
  private static final PeerSettings SETTINGS =
      PeerSettings.DEFAULT.withStartCommand().withWorkers(1);

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(names = {"V3_4", "V3_7", "V3_9"})
  void withoutTheServer_nothingPasses(KongVersion version) throws Exception {
    try (ContractStage stage = open(version, SETTINGS)) {
      refused(stage, version == KongVersion.V3_4 ? RELAY_REFUSES : KONG_FAILS);
    }
  }

  /** Whoever had an instance notices only when it sends the event. */
  @ParameterizedTest
  @EnumSource(names = {"V3_4", "V3_7", "V3_9"})
  void whenTheServerHasEnded_nothingPasses_untilItIsBack(KongVersion version) throws Exception {
    try (ContractStage stage = open(version, SETTINGS)) {
      try (InProcessKeyway service = service(stage, "first.yaml")) {
        served(stage, service);
      }
      int before = stage.received().size();
      assertThat(stage.ask(ASK).statusCode()).isEqualTo(whenServerFails(version));
      assertThat(stage.received()).hasSize(before);
      try (InProcessKeyway again = service(stage, "second.yaml")) {
        served(stage, again);
      }
    }
  }

  /** A process that is stopped still has its socket: the system takes connections for it. */
  @ParameterizedTest
  @EnumSource(names = {"V3_4", "V3_7", "V3_9"})
  void whenTheServerDoesNotAnswer_nothingPasses(KongVersion version) throws Exception {
    PeerSettings settings = SETTINGS.withReadTimeout(Duration.ofMillis(300));
    try (ContractStage stage = open(version, settings);
        ServerSocketChannel silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      silent.bind(UnixDomainSocketAddress.of(KongGateway.socket(stage.setup())));
      kong(stage).front().peer().awaitReady();
      refused(stage, KONG_FAILS);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"V3_7", "V3_9"})
  void whenTheServerIsStopped_nothingPasses(KongVersion version) throws Exception {
    PeerSettings settings = SETTINGS.withReadTimeout(Duration.ofSeconds(3));
    try (ContractStage stage = open(version, settings);
        ChildKeyway child = ChildKeyway.start(stage.setup(), listensForKong(stage.setup()))) {
      warmUp(stage);
      int before = stage.received().size();
      child.stop();
      assertThat(stage.ask(ASK).statusCode()).isEqualTo(whenServerFails(version));
      assertThat(stage.received()).hasSize(before);
    }
  }

  /** Killed, it leaves its socket's file behind. */
  @ParameterizedTest
  @EnumSource(names = {"V3_7", "V3_9"})
  void whenTheServerWasKilled_nothingPasses_untilItIsBack(KongVersion version) throws Exception {
    try (ContractStage stage = open(version, SETTINGS)) {
      try (ChildKeyway child = ChildKeyway.start(stage.setup(), listensForKong(stage.setup()))) {
        warmUp(stage);
        child.kill();
      }
      int before = stage.received().size();
      assertThat(stage.ask(ASK).statusCode()).isEqualTo(whenServerFails(version));
      assertThat(stage.received()).hasSize(before);
      try (InProcessKeyway again = service(stage, "second.yaml")) {
        served(stage, again);
      }
    }
  }

  /** The trap of 3.1.0 to 3.4.2: it looks for servers only when it is told to start one. */
  @Test
  void oldestKong_thatStartsNothing_neverAsks() throws Exception {
    try (ContractStage stage = open(KongVersion.V3_4, PeerSettings.DEFAULT);
        InProcessKeyway service = service(stage, "service.yaml")) {
      assertThat(service.ports()).isNotEmpty();
      refused(stage, RELAY_REFUSES);
    }
  }

  private static int whenServerFails(KongVersion version) {
    return version.compareTo(KongVersion.V3_8) < 0 ? RELAY_REFUSES : KONG_FAILS;
  }

  /** A process that has just started may be slower than Kong waits here. */
  private static void warmUp(ContractStage stage) {
    kong(stage).front().peer().awaitReady();
    long end = System.nanoTime() + ContractStage.LIMIT.toNanos();
    while (stage.ask(ASK).statusCode() != 200) {
      assertThat(System.nanoTime()).as("the server answers").isLessThan(end);
    }
  }

  private static void served(ContractStage stage, InProcessKeyway service) {
    assertThat(service.ports()).isNotEmpty();
    kong(stage).front().peer().awaitReady();
    HttpResponse<String> answer = stage.ask(ASK);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private static void refused(ContractStage stage, int status) {
    HttpResponse<String> answer = stage.ask(ASK);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(stage.received()).isEmpty();
  }

  private static KongGateway kong(ContractStage stage) {
    return (KongGateway) stage.gateway();
  }

  /** Kong before a relay, and nobody on the socket. */
  private ContractStage open(KongVersion version, PeerSettings settings) throws Exception {
    return ContractStage.open(
        folder,
        setup ->
            KongGateway.attached(
                setup, InProcessKeyway.start(setup, KongGateway.LISTENER), version, settings));
  }

  private static InProcessKeyway service(ContractStage stage, String file) throws Exception {
    return InProcessKeyway.startBeside(stage.setup(), file, listensForKong(stage.setup()));
  }

  private static String listensForKong(GatewaySetup setup) {
    return KongGateway.LISTENER + KongGateway.plugin(setup);
  }
}
