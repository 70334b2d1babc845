package dev.keyway.relay;

import static dev.keyway.relay.SecureProvider.DONE;
import static dev.keyway.relay.SecureProvider.WORD;
import static dev.keyway.relay.SecureProvider.politely;
import static dev.keyway.relay.SecureProvider.speaking;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.scripted.Answer;
import dev.keyway.scripted.Gate;
import dev.keyway.scripted.Point;
import dev.keyway.testing.TestCertificate;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No connection to a provider is kept for ever, and none is cut for its age. */
class ConnectionLifetimeTest {

  private static final UpstreamSettings SHORT = Limits.connectionLifetime(Duration.ofMillis(200));

  @TempDir private Path folder;

  @Test
  void old_connection_takes_no_more_requests() throws Exception {
    try (RelayStage stage = RelayStage.of(made -> made.withProviders().upstream(SHORT));
        Wire wire = stage.wire()) {
      Client.await(() -> {
        wire.chat(Client.HELLO).readAnswer();
        return stage.first.connections() > 2;
      });
    }
  }

  @Test
  void old_connection_finishes_its_answer() throws Exception {
    Gate gate = new Gate();
    try (RelayStage stage = RelayStage.of(made -> made.withProviders().upstream(SHORT));
        Wire streaming = stage.wire()) {
      stage.first.answer(Answer.ok("One", "Two").waitingAt(Point.afterContent(1), gate));
      streaming.chat(Client.HELLO_STREAMED);
      gate.awaitReached(RelayStage.SOON);
      int before = stage.first.connections();
      Client.await(
          () -> stage.chat().statusCode() == 200 && stage.first.connections() > before + 2);

      gate.open();

      assertThat(streaming.readUntil("[DONE]")).contains("One", "Two");
    }
  }

  @Test
  void busy_http2_connection_is_replaced_and_finishes_its_streams() throws Exception {
    TestCertificate certificate = new TestCertificate(folder);
    ProviderTls trusting = ProviderTls.of(List.of(certificate.certificate()), null);
    Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();
    Promise<HttpServerRequest> held = Promise.promise();
    try (SecureProvider provider =
            new SecureProvider(
                certificate,
                request -> {
                  connections.add(request.connection());
                  if (held.tryComplete(request)) {
                    speaking(request);
                  } else {
                    politely(request);
                  }
                });
        RelayStage stage =
            RelayStage.of(made ->
                made.upstream(SHORT)
                    .providerTls(Map.of("tls", trusting))
                    .policy
                    .provider("tls", provider.url("localhost"), "sk-tls"));
        Wire wire = stage.wire()) {
      wire.chat(Client.HELLO_STREAMED);
      wire.readUntil("Hello");
      Client.await(() -> stage.chat().statusCode() == 200 && connections.size() > 2);

      held.future().result().response().end(WORD + DONE);

      assertThat(wire.readUntil("[DONE]")).contains("Hello");
    }
  }
}
