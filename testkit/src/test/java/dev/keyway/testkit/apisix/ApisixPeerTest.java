package dev.keyway.testkit.apisix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.http.Headers;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What grows old in APISIX, which no recording waits for. */
@Timeout(60)
class ApisixPeerTest {

  private static final ExtPlugin PLUGIN =
      ExtPlugin.closed(ExtPlugin.POST_REQ, new Entry("keyway", "{}"));

  @TempDir private Path folder;
  private volatile Instant now = Instant.EPOCH;
  private StubRunner runner;
  private ApisixPeer apisix;

  @BeforeEach
  void start() throws IOException {
    Path socket = folder.resolve("s");
    runner = new StubRunner(socket);
    PeerSettings settings = PeerSettings.DEFAULT.withClock(() -> now);
    apisix = ApisixPeer.start(ApisixVersion.V3_18, socket, settings);
  }

  @AfterEach
  void close() throws IOException {
    apisix.close();
    runner.close();
  }

  @Test
  void token_isAWorkersForAnHour() {
    ask(0, 1);
    pass(Duration.ofMinutes(59));
    ask(0, 1);
    assertThat(runner.prepared).hasValue(1);

    pass(Duration.ofMinutes(1));
    ask(0, 1);
    assertThat(runner.prepared).hasValue(2);
  }

  @Test
  void token_isAllWorkersForNineTenthsOfAnHour() {
    ask(0, 1);
    pass(Duration.ofMinutes(53));
    ask(1, 1);
    assertThat(runner.prepared).hasValue(1);

    pass(Duration.ofMinutes(1));
    ask(0, 1);
    ask(1, 1);
    assertThat(runner.prepared).as("both have their own").hasValue(1);
    assertThat(apisix.shared().get("route#1#ext-plugin-post-req#1")).isNull();
  }

  /** Who has forgotten one asks the dictionary, for which it opens a connection all the same. */
  @Test
  void worker_knowsEightTokens() {
    for (int route = 0; route < 9; route++) {
      ask(0, route);
    }
    ask(0, 0);
    assertThat(runner.prepared).hasValue(9);
  }

  @Test
  void idleConnection_isKeptForThreeMinutes() {
    ask(0, 1);
    pass(Duration.ofSeconds(179));
    ask(0, 1);
    assertThat(runner.connections).hasValue(2);

    pass(Duration.ofMinutes(3));
    ask(0, 1);
    assertThat(runner.connections).hasValue(3);
  }

  @Test
  void lockOfTheDead_expiresAfterHalfAMinute() throws CallFailed {
    apisix.prepareLock().lock();
    pass(Duration.ofSeconds(30));

    assertThat(ask(0, 1)).isEqualTo(Outcome.PASSED);
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  private Outcome ask(int worker, int route) {
    ApisixRequest request =
        new ApisixRequest(
                "GET", "/", Headers.of("host", "example.com"), InetAddress.getLoopbackAddress())
            .under(new ConfContext("route", Integer.toString(route), "1"));
    return apisix.ask(worker, PLUGIN, request);
  }
}
