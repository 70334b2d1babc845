package dev.keyway.relay;

import static dev.keyway.relay.SecureProvider.politely;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.health.FailureKind;
import dev.keyway.record.DecisionRecord;
import dev.keyway.record.RecordJson;
import dev.keyway.scripted.Answer;
import dev.keyway.scripted.Point;
import dev.keyway.testing.TestCertificate;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A connection that was kept and turns out closed says nothing of its provider: the request goes
 * out once more, on a connection made for it.
 */
class KeptConnectionTest {

  private static final String TRUST = "javax.net.ssl.trustStore";
  private static final String TRUST_PASSWORD = TRUST + "Password";

  /** Error codes: RFC 9113, section 7. */
  private static final long REFUSED_STREAM = 7;

  private static final String RESENT = "\"resent\":true";

  @TempDir static Path folder;
  private static TestCertificate certificate;

  @BeforeAll
  static void prepare() throws Exception {
    certificate = new TestCertificate(folder);
    System.setProperty(TRUST, certificate.keyStore().toString());
    System.setProperty(TRUST_PASSWORD, "changeit");
    RelayStage.warmUp();
  }

  @AfterAll
  static void trustTheSystemsAgain() {
    System.clearProperty(TRUST);
    System.clearProperty(TRUST_PASSWORD);
  }

  /** How a connection ends without an answer. */
  enum End {
    CLOSED {
      @Override
      Answer of(Answer answer) {
        return answer.closingAt(Point.beforeHead());
      }
    },
    RESET {
      @Override
      Answer of(Answer answer) {
        return answer.resettingAt(Point.beforeHead());
      }
    };

    abstract Answer of(Answer answer);
  }

  @ParameterizedTest
  @EnumSource
  void request_on_a_kept_connection_that_ends_unheard_is_sent_again(End end) throws Exception {
    try (RelayStage stage = RelayStage.plain();
        Wire wire = stage.wire()) {
      stage.first.answer(Answer.ok("One"), end.of(Answer.ok("x")), Answer.ok("Two"));
      wire.chat(Client.HELLO).readAnswer();
      assertThat(RecordJson.line(stage.record())).doesNotContain("resent");

      assertThat(wire.chat(Client.HELLO).readAnswer()).contains("Two");

      DecisionRecord record = stage.record();
      assertThat(Story.of(record)).isEqualTo("first/1 success");
      assertThat(RecordJson.line(record)).containsOnlyOnce(RESENT);
      assertThat(stage.first.connections()).isEqualTo(2);
      assertThat(stage.second.received()).isEmpty();
      assertThat(errorRate(stage)).isZero();
      assertThat(stage.inFlight("first")).isZero();
    }
  }

  @Test
  void connection_of_the_second_sending_is_not_kept() throws Exception {
    try (RelayStage stage = RelayStage.plain();
        Wire wire = stage.wire()) {
      stage.first.answer(Answer.ok("One"), End.CLOSED.of(Answer.ok("x")), Answer.ok("Two"));
      wire.chat(Client.HELLO).readAnswer();
      wire.chat(Client.HELLO).readAnswer();

      stage.first.awaitOpenConnections(0, RelayStage.SOON);
    }
  }

  @ParameterizedTest
  @EnumSource
  void request_that_breaks_again_counts_once_and_goes_elsewhere(End end) throws Exception {
    try (RelayStage stage = RelayStage.plain();
        Wire wire = stage.wire()) {
      stage.first.answer(Answer.ok("One"), end.of(Answer.ok("x")), end.of(Answer.ok("x")));
      stage.second.always(Answer.ok("Other"));
      wire.chat(Client.HELLO).readAnswer();
      stage.record();

      assertThat(wire.chat(Client.HELLO).readAnswer()).contains("Other");

      DecisionRecord record = stage.record();
      assertThat(Story.of(record)).isEqualTo("first/1 provider (reset), second/1 success");
      assertThat(RecordJson.line(record))
          .containsOnlyOnce(RESENT)
          .contains("\"may_have_been_billed\":true");
      assertThat(stage.first.received()).hasSize(3);
    }
  }

  @ParameterizedTest
  @EnumSource
  void request_on_a_fresh_connection_is_not_sent_again(End end) throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      stage.first.always(end.of(Answer.ok("x")));

      stage.chat();

      assertThat(stage.story()).isEqualTo("first/1 provider (reset), second/1 success");
      assertThat(stage.first.received()).hasSize(1);
    }
  }

  @Test
  void request_is_not_sent_again_when_a_byte_of_an_answer_has_come() throws Exception {
    assertNotSentAgain(Answer.ok("x").resettingAt(Point.inHead()), "provider (reset)");
  }

  @Test
  void request_is_not_sent_again_when_an_interim_answer_has_come() throws Exception {
    assertNotSentAgain(End.CLOSED.of(Answer.ok("x").informing(102)), "provider (reset)");
  }

  @Test
  void request_is_not_sent_again_when_an_answer_breaks() throws Exception {
    assertNotSentAgain(Answer.ok("x").closingAt(Point.inBody()), "provider (reset)");
  }

  @Test
  void request_is_not_sent_again_when_its_time_is_over() throws Exception {
    try (RelayStage stage =
            RelayStage.with(policy -> policy.perRequestTimeout(Duration.ofSeconds(2)));
        Wire wire = stage.wire()) {
      stage.first.answer(Answer.ok("One"), Answer.ok("x").stallingAt(Point.beforeHead()));
      wire.chat(Client.HELLO).readAnswer();
      stage.record();

      wire.chat(Client.HELLO).readAnswer();

      assertThat(stage.story()).startsWith("first/1 provider (timeout), second/1 ");
      assertThat(stage.first.received()).hasSize(2);
    }
  }

  @Test
  void stream_that_was_refused_is_sent_again() throws Exception {
    assertSentAgainOverHttp2(request -> request.response().reset(REFUSED_STREAM));
  }

  @Test
  void stream_above_the_last_one_of_a_connection_that_goes_away_is_sent_again() throws Exception {
    assertSentAgainOverHttp2(request -> goAway(request.connection(), 0));
  }

  /** Many streams may be at work on it; what was not served is told (RFC 9113, section 6.8). */
  @Test
  void stream_on_a_kept_connection_that_closes_without_a_word_is_not_sent_again() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    Handler<HttpServerRequest> answer =
        request -> {
          if (requests.incrementAndGet() == 2) {
            AnswerWatch.cut(request.connection());
          } else {
            politely(request);
          }
        };
    try (SecureProvider provider = new SecureProvider(certificate, answer);
        RelayStage stage = secureStage(provider);
        Wire wire = stage.wire()) {
      wire.chat(Client.HELLO).readAnswer();
      stage.record();
      wire.chat(Client.HELLO).readAnswer();

      DecisionRecord record = stage.record();
      assertThat(Story.of(record)).isEqualTo("tls/1 provider (reset), second/1 success");
      assertThat(RecordJson.line(record)).doesNotContain(RESENT);
      assertThat(requests).hasValue(2);
    }
  }

  @Test
  void request_is_not_sent_again_when_its_provider_was_at_work_on_it() throws Exception {
    Duration soon = Duration.ofMillis(1);
    assertNotSentAgain(
        End.RESET.of(Answer.ok("x").pausingAt(Point.beforeHead(), soon.multipliedBy(100))),
        "provider (reset)",
        Limits.staleWithin(soon));
  }

  private static void assertNotSentAgain(Answer second, String failure) throws Exception {
    assertNotSentAgain(second, failure, UpstreamSettings.DEFAULTS);
  }

  private static void assertNotSentAgain(Answer second, String failure, UpstreamSettings settings)
      throws Exception {
    try (RelayStage stage = RelayStage.of(made -> made.withProviders().upstream(settings));
        Wire wire = stage.wire()) {
      stage.first.answer(Answer.ok("One"), second);
      wire.chat(Client.HELLO).readAnswer();
      stage.record();

      wire.chat(Client.HELLO).readAnswer();

      DecisionRecord record = stage.record();
      assertThat(Story.of(record)).isEqualTo("first/1 " + failure + ", second/1 success");
      assertThat(RecordJson.line(record)).doesNotContain("resent");
      assertThat(stage.first.received()).hasSize(2);
    }
  }

  /** What the provider did nothing with is sent again on a fresh connection too. */
  private static void assertSentAgainOverHttp2(Handler<HttpServerRequest> refusing)
      throws Exception {
    AtomicInteger requests = new AtomicInteger();
    Handler<HttpServerRequest> answer =
        request -> {
          if (requests.incrementAndGet() == 1) {
            refusing.handle(request);
          } else {
            politely(request);
          }
        };
    try (SecureProvider provider = new SecureProvider(certificate, answer);
        RelayStage stage = secureStage(provider)) {
      assertThat(stage.chat().statusCode()).isEqualTo(200);

      DecisionRecord record = stage.record();
      assertThat(Story.of(record)).isEqualTo("tls/1 success");
      assertThat(RecordJson.line(record)).contains(RESENT);
      assertThat(requests).hasValue(2);
      assertThat(provider.seen).allMatch(seen -> seen.startsWith("HTTP_2"));
    }
  }

  private static double errorRate(RelayStage stage) {
    return stage
        .health
        .facts(stage.policy.key("first"), StagePolicy.MODEL, Instant.now())
        .errorRate(FailureKind.SERVER);
  }

  /** What the library offers instead waits until all streams have ended. */
  @SuppressWarnings("deprecation")
  private static void goAway(HttpConnection connection, int lastStream) {
    connection.goAway(0, lastStream);
  }

  private static RelayStage secureStage(SecureProvider provider) throws Exception {
    return RelayStage.of(made ->
        made.policy
            .provider("tls", provider.url("localhost"), "sk-tls")
            .provider("second", made.second.baseUrl(), RelayStage.SECOND_KEY));
  }
}
