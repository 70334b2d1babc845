package dev.keyway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.scripted.Answer;
import dev.keyway.scripted.Sse;
import dev.keyway.testing.TestCertificate;
import io.vertx.core.http.HttpVersion;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * How much the relay itself holds of a stream whose client has stopped to read: what the provider
 * got rid of, less what the system's sockets hold. docs/streams.md has the figures.
 */
@EnabledIf("dev.keyway.relay.SystemQueues#isKnown")
class StalledStreamTest {

  private static final String TRUST = "javax.net.ssl.trustStore";
  private static final String TRUST_PASSWORD = TRUST + "Password";
  private static final Duration STANDSTILL = Duration.ofMillis(300);
  private static final int KIBIBYTE = 1 << 10;

  private static final int EVENTS = 60;
  private static final String MEGABYTE =
      Sse.data("{\"choices\":[{\"delta\":{\"content\":\"" + "x".repeat(1 << 20) + "\"}}]}");

  @TempDir static Path folder;
  private static TestCertificate certificate;

  private final BlockingQueue<Pour> pours = new LinkedBlockingQueue<>();

  @BeforeAll
  static void trustTheTestsCertificate() throws Exception {
    certificate = new TestCertificate(folder);
    System.setProperty(TRUST, certificate.keyStore().toString());
    System.setProperty(TRUST_PASSWORD, "changeit");
  }

  @AfterAll
  static void trustTheSystemsAgain() {
    System.clearProperty(TRUST);
    System.clearProperty(TRUST_PASSWORD);
  }

  /** One turn of the event loop takes up to sixteen times 64 KiB, before it can be told to stop. */
  @Test
  void of_a_stream_by_http1_no_more_is_held_than_one_turn_of_the_loop_takes() throws Exception {
    try (RelayStage stage = RelayStage.plain();
        Wire wire = new Wire(stage.port(), 64 * KIBIBYTE)) {
      stage.first.always(
          Answer.events(
              String.join("", Collections.nCopies(EVENTS, MEGABYTE)), Sse.data("[DONE]")));

      wire.chat(Client.HELLO_STREAMED);
      String head = wire.readUntil("\r\n\r\n");
      Client.awaitStandstill(stage.first::bytesSent, STANDSTILL);
      long held =
          stage.first.bytesSent()
              - SystemQueues.bytes(stage.first.port())
              - SystemQueues.bytes(stage.port())
              - head.length();

      System.out.println("HTTP/1.1 to HTTP/1.1: " + held + " bytes held");
      assertThat(held).isBetween(-4L * KIBIBYTE, 2048L * KIBIBYTE);
    }
  }

  /**
   * Here the figure has what the test's provider and client hold too: their write queue and their
   * window.
   */
  @ParameterizedTest
  @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
  void of_a_stream_by_http2_no_more_than_its_window_besides(HttpVersion version) throws Exception {
    try (SecureProvider provider =
            new SecureProvider(
                certificate,
                request -> request.endHandler(end -> pours.add(new Pour(request, 64))));
        RelayStage stage =
            RelayStage.of(
                made -> made.policy.provider("tls", provider.url("localhost"), "sk-tls"));
        Taker client = new Taker(stage, version)) {
      client.ask(Client.HELLO_STREAMED);
      Pour held = pours.poll(RelayStage.SOON.toMillis(), TimeUnit.MILLISECONDS);
      Client.awaitStandstill(held::written, STANDSTILL);
      long bytes =
          held.written()
              - SystemQueues.bytes(provider.url("localhost").getPort())
              - SystemQueues.bytes(stage.port());

      System.out.println("HTTP/2 to " + version + ": " + bytes + " bytes held");
      assertThat(bytes).isBetween(-64L * KIBIBYTE, 1024L * KIBIBYTE);
    }
  }
}
