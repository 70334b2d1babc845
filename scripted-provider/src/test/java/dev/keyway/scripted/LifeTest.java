package dev.keyway.scripted;

import static dev.keyway.scripted.Client.HELLO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Starting, closing, and ports where nothing is. */
class LifeTest {

  @Test
  void manyProviders_shareTheirThreads() throws Exception {
    List<ScriptedProvider> providers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      providers.add(ScriptedProvider.start("provider-" + i));
    }

    for (ScriptedProvider provider : providers) {
      assertThat(Client.chat(provider).statusCode()).isEqualTo(200);
    }
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> thread.getName().startsWith("scripted-provider"))
        .hasSizeLessThanOrEqualTo(2)
        .allMatch(Thread::isDaemon);
    providers.forEach(ScriptedProvider::close);
  }

  @Test
  void close_endsConnectionsAndFreesThePort() throws Exception {
    ScriptedProvider provider = ScriptedProvider.start();
    provider.always(Answer.ok("one").stallingAt(Point.beforeHead()));

    try (Wire wire = new Wire(provider).chat(HELLO)) {
      provider.awaitRequests(1, Client.SOON);
      provider.close();
      assertThat(wire.readToEnd()).isEmpty();
    }
    provider.awaitOpenConnections(0, Client.SOON);
    provider.close();
    assertRefused(provider.url());
    try (ScriptedProvider next = ScriptedProvider.start("next", provider.port())) {
      assertThat(Client.chat(next).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void refused_refuses() {
    assertRefused(ScriptedProvider.refused());
    assertRefused(ScriptedProvider.refused());
  }

  @Test
  void unreachable_neitherConnectsNorFails() throws Exception {
    try (Socket socket = new Socket()) {
      assertThatThrownBy(
              () -> socket.connect(Loopback.port(ScriptedProvider.unreachable().getPort()), 50))
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void baseUrl_isWhatAPolicyNames() {
    try (ScriptedProvider provider = ScriptedProvider.start()) {
      assertThat(provider.baseUrl()).hasToString("http://127.0.0.1:" + provider.port() + "/v1");
    }
  }

  private static void assertRefused(URI url) {
    assertThatThrownBy(
            () -> {
              try (Socket socket = new Socket()) {
                socket.connect(Loopback.port(url.getPort()));
              }
            })
        .isInstanceOf(ConnectException.class);
  }
}
