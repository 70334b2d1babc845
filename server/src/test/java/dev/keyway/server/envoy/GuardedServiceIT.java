package dev.keyway.server.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.envoy.config.TlsFiles;
import dev.keyway.server.config.ConfigReader;
import dev.keyway.server.gateway.InProcessKeyway;
import dev.keyway.testkit.Ask;
import dev.keyway.testkit.ContractStage;
import dev.keyway.testkit.GatewaySetup;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The service that Envoy asks, on a port where both show a certificate. One is the service's,
 * Envoy's, and the authority that both trust.
 */
class GuardedServiceIT {

  private static final Ask ASK = Ask.model("shared");

  @TempDir private Path folder;

  @Test
  void envoyWithACertificate_isAnswered() throws Exception {
    try (ContractStage stage =
        ContractStage.open(folder, setup -> attached(setup, shown("server.pem", "server.key")))) {
      assertThat(stage.ask(ASK).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void envoyWithoutOne_isNot_andNothingPasses() throws Exception {
    try (ContractStage stage =
        ContractStage.open(
            folder,
            setup -> attached(setup, new TlsFiles(path("server.pem").toString(), null, null)))) {
      assertThat(stage.ask(ASK).statusCode()).isEqualTo(503);
      assertThat(stage.received()).isEmpty();
    }
  }

  private TlsFiles shown(String certificate, String key) {
    String chain = path(certificate).toString();
    return new TlsFiles(chain, chain, path(key).toString());
  }

  private EnvoyGateway attached(GatewaySetup setup, TlsFiles tls) throws Exception {
    copy("server.pem");
    copy("server.key");
    int port = freePort();
    InProcessKeyway keyway =
        InProcessKeyway.start(
            setup,
            RelayForm.LISTENER
                + "gateways: {envoy: {address: '127.0.0.1:%d', tls: {certificate: %s, key: %s, client_ca: %s}}}\n"
                    .formatted(port, path("server.pem"), path("server.key"), path("server.pem")));
    Tokens tokens = new Tokens();
    String yaml = Generated.relay(setup, keyway.ports().getFirst(), port, tls, tokens);
    return EnvoyGateway.start(
        keyway,
        () -> RunningEnvoy.start(EnvoyBinary.NEWEST, setup.folder(), yaml, Map.of()),
        tokens::credential,
        Optional.of(keyway.url(0)));
  }

  private Path path(String name) {
    return folder.resolve(name);
  }

  private void copy(String name) throws IOException {
    try (InputStream in = ConfigReader.class.getResourceAsStream(name)) {
      Files.copy(Objects.requireNonNull(in, name), path(name));
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }
}
