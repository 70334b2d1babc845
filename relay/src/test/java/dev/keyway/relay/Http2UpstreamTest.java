package dev.keyway.relay;

import static dev.keyway.relay.SecureProvider.DONE;
import static dev.keyway.relay.SecureProvider.WORD;
import static dev.keyway.relay.SecureProvider.speaking;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.record.DecisionRecord;
import dev.keyway.record.DecisionRecord.Ending;
import dev.keyway.record.RecordJson;
import dev.keyway.scripted.Answer;
import dev.keyway.testing.TestCertificate;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a provider may do to a stream of HTTP/2, and what that means (RFC 9113). */
class Http2UpstreamTest {

  private static final String TRUST = "javax.net.ssl.trustStore";
  private static final String TRUST_PASSWORD = TRUST + "Password";

  /** Error codes: RFC 9113, section 7. */
  private static final long INTERNAL_ERROR = 2;

  private static final long REFUSED_STREAM = 7;

  @TempDir static Path folder;
  private static TestCertificate certificate;

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

  @Test
  void refused_stream_was_not_served_and_goes_elsewhere() throws Exception {
    DecisionRecord record = failsOver(request -> request.response().reset(REFUSED_STREAM));

    assertThat(Story.of(record)).isEqualTo("tls/1 provider (reset), second/1 success");
    assertThat(RecordJson.line(record)).contains("\"may_have_been_billed\":false");
  }

  @Test
  void stream_reset_before_its_head_may_have_been_served_and_goes_elsewhere() throws Exception {
    DecisionRecord record =
        failsOver(request -> request.endHandler(end -> request.response().reset(INTERNAL_ERROR)));

    assertThat(Story.of(record)).isEqualTo("tls/1 provider (reset), second/1 success");
    assertThat(RecordJson.line(record)).contains("\"may_have_been_billed\":true");
  }

  @Test
  void request_on_a_connection_that_goes_away_without_it_goes_elsewhere() throws Exception {
    DecisionRecord record = failsOver(request -> goAway(request.connection(), 0));

    assertThat(Story.of(record)).isEqualTo("tls/1 provider (reset), second/1 success");
  }

  @Test
  void stream_reset_after_content_ends_with_an_error() throws Exception {
    try (SecureProvider provider =
            new SecureProvider(
                certificate,
                request ->
                    speaking(request)
                        .write("data: {")
                        .onSuccess(written -> request.response().reset(INTERNAL_ERROR)));
        RelayStage stage = stage(provider)) {
      HttpResponse<String> answer = stage.chatStreamed();

      assertThat(answer.body()).startsWith(WORD).contains("\"error\"").endsWith(DONE);
      assertThat(stage.record().ending()).isEqualTo(Ending.PROVIDER_BROKE);
      assertThat(stage.second.received()).isEmpty();
    }
  }

  @Test
  void connection_that_goes_away_in_the_middle_finishes_its_stream_and_takes_no_other()
      throws Exception {
    AtomicInteger connections = new AtomicInteger();
    try (SecureProvider provider =
            new SecureProvider(certificate, request -> goingAway(request, connections));
        RelayStage stage = stage(provider)) {
      assertThat(stage.chatStreamed().body()).isEqualTo(WORD + WORD + DONE);
      assertThat(stage.record().ending()).isEqualTo(Ending.COMPLETE);
      assertThat(stage.chatStreamed().body()).isEqualTo(WORD + WORD + DONE);
      assertThat(connections).hasValue(2);
      assertThat(stage.second.received()).isEmpty();
    }
  }

  /** What the library offers instead waits until all streams have ended. */
  @SuppressWarnings("deprecation")
  private static void goAway(HttpConnection connection, int lastStream) {
    connection.goAway(0, lastStream);
  }

  private static void goingAway(HttpServerRequest request, AtomicInteger connections) {
    connections.incrementAndGet();
    HttpServerResponse response = speaking(request);
    goAway(request.connection(), Integer.MAX_VALUE);
    response.end(WORD + DONE);
  }

  private static DecisionRecord failsOver(Handler<HttpServerRequest> failing) throws Exception {
    try (SecureProvider provider = new SecureProvider(certificate, failing);
        RelayStage stage = stage(provider)) {
      stage.second.always(Answer.ok("Other"));

      assertThat(stage.chat().body()).contains("Other");
      return stage.record();
    }
  }

  private static RelayStage stage(SecureProvider provider) throws Exception {
    return RelayStage.of(made ->
        made.policy
            .provider("tls", provider.url("localhost"), "sk-tls")
            .provider("second", made.second.baseUrl(), RelayStage.SECOND_KEY));
  }
}
