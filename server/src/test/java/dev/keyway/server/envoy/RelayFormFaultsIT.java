package dev.keyway.server.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.server.gateway.InProcessKeyway;
import dev.keyway.server.gateway.ManyStreams;
import dev.keyway.server.gateway.Replacements;
import dev.keyway.testkit.Ask;
import dev.keyway.testkit.ContractStage;
import dev.keyway.testkit.GatewaySetup;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpResponse;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The relay form while the service that signs is not there, does not answer, or is being replaced.
 * The relay is in a daemon of its own here, and up all the time: nothing comes through to it.
 */
class RelayFormFaultsIT {

  private static final Ask ASK = Ask.model("shared");

  @TempDir private Path folder;

  @Test
  void withoutTheService_nothingPasses() throws Exception {
    try (ContractStage stage = open()) {
      refused(stage);
    }
  }

  @Test
  void whenTheServiceHasEnded_nothingPasses_untilItIsBack() throws Exception {
    try (ContractStage stage = open()) {
      InProcessKeyway service = service(stage, "first.yaml");
      try (service) {
        assertThat(stage.ask(ASK).statusCode()).isEqualTo(200);
      }
      int before = stage.received().size();
      assertThat(stage.ask(ASK).statusCode()).isEqualTo(503);
      assertThat(stage.received()).hasSize(before);
      try (InProcessKeyway again = service(stage, "second.yaml")) {
        assertThat(again.ports()).isNotEmpty();
        assertThat(stage.ask(ASK).statusCode()).isEqualTo(200);
      }
    }
  }

  /** A process that is stopped still has its socket: the system takes connections for it. */
  @Test
  void whenTheServiceDoesNotAnswer_nothingPasses() throws Exception {
    try (ContractStage stage = open();
        ServerSocketChannel silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      silent.bind(UnixDomainSocketAddress.of(RelayForm.socket(stage.setup())));
      refused(stage);
    }
  }

  @Test
  void whenTheServiceIsReplaced_noRequestIsLost() throws Exception {
    try (ContractStage stage = open()) {
      Replacements.loseNoRequest(stage, ASK, file -> service(stage, file));
    }
  }

  @Test
  void aThousandStreams_areOpenAtOnce() throws Exception {
    try (ContractStage stage =
        ContractStage.open(folder, setup -> RelayForm.start(EnvoyBinary.NEWEST, setup))) {
      ManyStreams.areOpenAtOnce(stage);
    }
  }

  private void refused(ContractStage stage) {
    HttpResponse<String> answer = stage.ask(ASK);
    assertThat(answer.statusCode()).as(answer.body()).isIn(503, 504);
    assertThat(stage.received()).isEmpty();
  }

  /** Envoy before a relay, and nobody who signs. */
  private ContractStage open() throws Exception {
    return ContractStage.open(
        folder,
        setup ->
            RelayForm.attached(
                EnvoyBinary.NEWEST, setup, InProcessKeyway.start(setup, RelayForm.LISTENER)));
  }

  private static InProcessKeyway service(ContractStage stage, String file) throws Exception {
    GatewaySetup setup = stage.setup();
    return InProcessKeyway.startBeside(setup, file, RelayForm.LISTENER + RelayForm.service(setup));
  }
}
