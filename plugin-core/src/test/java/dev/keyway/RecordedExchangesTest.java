package dev.keyway;

import static dev.keyway.ExchangeStage.CHAT;
import static dev.keyway.ExchangeStage.answered;
import static dev.keyway.ExchangeStage.failed;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keyway.classify.Outcome;
import dev.keyway.http.Headers;
import dev.keyway.record.DecisionRecord.Ending;
import dev.keyway.request.Surface;
import dev.keyway.stream.Usage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Whole records as {@code src/test/resources/record} shows them. */
class RecordedExchangesTest {

  private static final String POLICY =
      """
      providers:
        - id: openai
          api_keys:
            - {id: primary, value: "${secrets.get('v', 'primary')}", quota_group: team-a}
            - {id: backup, value: "${secrets.get('v', 'backup')}"}
            - {id: images, value: "${secrets.get('v', 'images')}", models: [gpt-image-1]}
        - id: google
          api_keys:
            - {value: "${secrets.get('v', 'google')}"}
      api_key_selection:
        strategy:
          - ai.keys.filter(k, k.metadata.team.startsWith('a'))
          - ai.keys.filter(k, k.quota.remaining_requests > 100)
      """;

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void aFailover_overKeysAndModels() throws IOException {
    ExchangeStage stage = new ExchangeStage(POLICY);
    Headers headers =
        Headers.of(
            "user-agent", "test/1", "authorization", "Bearer host-token", "x-request-id", "c-7");
    String body =
        CHAT.replace("\"messages\"", "\"models\":[\"google:gemini-2.5-pro\"],\"messages\"");
    Exchange exchange =
        ExchangeStage.exchange(
            stage.begin(ExchangeStage.arrival(Surface.CHAT_COMPLETIONS, headers, null), body));
    exchange.first();
    stage.clock.pass(Duration.ofMillis(120));
    exchange.next(
        answered(
            429,
            """
            {"error":{"message":"Rate limit reached for key sk-primary-0123456789","type":"requests",\
            "code":"rate_limit_exceeded"}}\
            """,
            "retry-after",
            "7",
            "x-ratelimit-remaining-requests",
            "0",
            "x-request-id",
            "up-1",
            "openai-organization",
            "org-1"));
    stage.clock.pass(Duration.ofSeconds(2));
    exchange.next(new Outcome.TimedOut(Outcome.Stage.HEAD, true));
    stage.clock.pass(Duration.ofMillis(300));
    exchange.next(answered(200, "{\"choices\":[]}"));
    stage.clock.pass(Duration.ofMillis(80));
    exchange.finished(new Usage(11L, 42L), Ending.COMPLETE);
    assertIsTold(stage, "failover.json");
  }

  @Test
  void aRefusal_whenNobodyCouldBeCalled() throws IOException {
    ExchangeStage stage = new ExchangeStage(POLICY);
    for (int i = 0; i < 2; i++) {
      Exchange exchange = stage.open(Surface.CHAT_COMPLETIONS, CHAT);
      if (exchange.first() instanceof Move.Send) {
        exchange.next(failed(401, "invalid_api_key"));
        exchange.next(failed(402, "insufficient_quota"));
      }
    }
    stage.records.removeFirst();
    assertIsTold(stage, "nobody-called.json");
  }

  @Test
  void aRequestThatItsProviderCallsMalformed() throws IOException {
    ExchangeStage stage = new ExchangeStage("providers: [{id: openai}]");
    Exchange exchange = stage.openWithOwnKey("sk-own-0123456789", CHAT);
    exchange.first();
    stage.clock.pass(Duration.ofMillis(40));
    exchange.next(failed(400, "invalid_request_error"));
    exchange.finished(Usage.UNKNOWN, Ending.COMPLETE);
    assertIsTold(stage, "malformed.json");
  }

  private static void assertIsTold(ExchangeStage stage, String file) throws IOException {
    String told = JSON.readTree(stage.json()).toPrettyString();
    assertThat(told).isEqualTo(JSON.readTree(resource(file)).toPrettyString());
    assertThat(stage.json()).doesNotContain("\n");
  }

  private static String resource(String file) throws IOException {
    try (InputStream in = RecordedExchangesTest.class.getResourceAsStream("/record/" + file)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
