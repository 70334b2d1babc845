package dev.keyway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.record.DecisionRecord.Ending;
import dev.keyway.testing.TestCertificate;
import io.vertx.core.Future;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A provider that is called by HTTP/2 writes little more than its client takes, and who is slow
 * slows nobody else on the connection (RFC 9113, section 5.2).
 *
 * <p>Nothing here goes by time: a stream is looked at once another has come through whole.
 */
class Http2BackPressureTest {

  private static final String TRUST = "javax.net.ssl.trustStore";
  private static final String TRUST_PASSWORD = TRUST + "Password";
  private static final int LONG_MEBIBYTES = 64;
  private static final int SHORT_MEBIBYTES = 8;

  /** All but one of the streams that the relay begins on one connection. */
  private static final int STALLED = 99;

  @TempDir static Path folder;
  private static TestCertificate certificate;

  private final BlockingQueue<Pour> pours = new LinkedBlockingQueue<>();
  private final BlockingQueue<HttpServerRequest> uploads = new LinkedBlockingQueue<>();
  private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();
  private volatile int mebibytes = LONG_MEBIBYTES;

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

  /** By HTTP/1.1 the system takes in up to 4 MiB more for a socket that nobody reads from. */
  @ParameterizedTest
  @CsvSource({"HTTP_1_1, 12", "HTTP_2, 4"})
  void provider_writes_little_more_than_its_client_takes(HttpVersion version, int mostOnTheWay)
      throws Exception {
    try (SecureProvider provider = new SecureProvider(certificate, this::pour);
        RelayStage stage = stage(provider);
        Taker client = new Taker(stage, version)) {
      Taker.Taking stalled = client.ask(Client.HELLO_STREAMED);
      Pour held = next(pours);
      held.stopped().get(RelayStage.SOON.toMillis(), TimeUnit.MILLISECONDS);
      passWhole(client);

      assertThat(held.written()).isLessThan((long) mostOnTheWay << 20);
      assertThat(stalled.all()).isEqualTo(held.sum());
      assertThat(held.written()).isGreaterThan((long) LONG_MEBIBYTES << 20);
      assertThat(stage.record().ending()).isEqualTo(Ending.COMPLETE);
    }
  }

  @Test
  void clients_that_take_nothing_starve_no_other_on_their_connection() throws Exception {
    try (SecureProvider provider = new SecureProvider(certificate, this::pour);
        RelayStage stage = stage(provider);
        Taker client = new Taker(stage, HttpVersion.HTTP_2)) {
      mebibytes = SHORT_MEBIBYTES;
      List<Taker.Taking> stalled = new ArrayList<>();
      List<Pour> held = new ArrayList<>();
      for (int i = 0; i < STALLED; i++) {
        stalled.add(client.ask(Client.HELLO_STREAMED));
        held.add(next(pours));
        held.getLast().stopped().get(RelayStage.SOON.toMillis(), TimeUnit.MILLISECONDS);
      }
      passWhole(client);

      assertThat(connections).hasSize(1);
      assertThat(held).allMatch(pour -> pour.written() < 4L << 20);
      assertThat(stalled.getLast().all()).isEqualTo(held.getLast().sum());
    }
  }

  @Test
  void long_request_waits_for_a_provider_that_reads_slowly_and_holds_up_no_other()
      throws Exception {
    String body = Client.HELLO.replace("Hello", "0123456789".repeat(3 << 20));
    try (SecureProvider provider = new SecureProvider(certificate, this::takeLater);
        RelayStage stage = stage(provider);
        Taker client = new Taker(stage, HttpVersion.HTTP_2)) {
      Future<Taker.Taking> answer = client.begin(body);
      HttpServerRequest upload = next(uploads);
      passWhole(client);

      Future<Long> taken = takeSlowly(upload);

      assertThat(Taker.soon(taken)).isEqualTo(sum(body));
      assertThat(Taker.soon(answer).all()).isEqualTo(sum("{}"));
      assertThat(connections).hasSize(1);
    }
  }

  /** One shorter stream from its begin to its end. */
  private void passWhole(Taker client) throws Exception {
    mebibytes = SHORT_MEBIBYTES;
    Taker.Taking other = client.ask(Client.HELLO_STREAMED);
    Pour whole = next(pours);
    assertThat(other.all()).isEqualTo(whole.sum());
  }

  private void pour(HttpServerRequest request) {
    connections.add(request.connection());
    request.endHandler(end -> pours.add(new Pour(request, mebibytes)));
  }

  /** Takes short requests at once, of long ones nothing until a test does. */
  private void takeLater(HttpServerRequest request) {
    if (request.getHeader("content-length").length() < 4) {
      pour(request);
      return;
    }
    connections.add(request.connection());
    // Only the stream's own window is to hold it up.
    request.connection().setWindowSize(16 << 20);
    request.pause();
    uploads.add(request);
  }

  /** Takes a request piece by piece and answers it; the checksum of what came. */
  private static Future<Long> takeSlowly(HttpServerRequest upload) {
    CRC32 sum = new CRC32();
    upload.handler(piece -> {
      sum.update(piece.getBytes());
      upload.fetch(1);
    });
    Future<Long> taken = upload.end().map(end -> sum.getValue());
    upload.endHandler(
        end -> upload.response().putHeader("content-type", "application/json").end("{}"));
    upload.fetch(1);
    return taken;
  }

  private static long sum(String text) {
    CRC32 sum = new CRC32();
    sum.update(text.getBytes(StandardCharsets.UTF_8));
    return sum.getValue();
  }

  private static <T> T next(BlockingQueue<T> coming) throws InterruptedException {
    T next = coming.poll(RelayStage.SOON.toMillis(), TimeUnit.MILLISECONDS);
    if (next == null) {
      throw new IllegalStateException("nothing came within " + RelayStage.SOON);
    }
    return next;
  }

  private static RelayStage stage(SecureProvider provider) throws Exception {
    return RelayStage.of(made -> made.policy.provider("tls", provider.url("localhost"), "sk-tls"));
  }
}
