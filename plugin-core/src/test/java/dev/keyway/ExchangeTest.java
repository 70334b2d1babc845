package dev.keyway;

import static dev.keyway.ExchangeStage.CHAT;
import static dev.keyway.ExchangeStage.answered;
import static dev.keyway.ExchangeStage.exchange;
import static dev.keyway.ExchangeStage.failed;
import static dev.keyway.ExchangeStage.good;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.classify.Outcome;
import dev.keyway.health.KeyFacts;
import dev.keyway.health.Latency;
import dev.keyway.http.Answer;
import dev.keyway.http.ByteSlice;
import dev.keyway.http.Headers;
import dev.keyway.record.DecisionRecord.Ending;
import dev.keyway.request.Surface;
import dev.keyway.stream.Usage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole exchanges from the policy's text to the record, without a socket. */
class ExchangeTest {

  private static final String TWO_KEYS =
      """
      providers:
        - id: openai
          api_keys:
            - {id: primary, value: "${secrets.get('v', 'primary')}"}
            - {id: backup, value: "${secrets.get('v', 'backup')}"}
        - id: anthropic
          api_keys:
            - {id: claude, value: "${secrets.get('v', 'claude')}"}
      """;

  private static final String EXPOSED = TWO_KEYS + "expose: attempts\n";

  private static final String MESSAGES =
      """
      {"model":"anthropic:claude-x","max_tokens":9,"messages":[{"role":"user","content":"hi"}]}\
      """;

  @Test
  void anAnswer_passes_withTheKeyOfThePolicy_andWithoutItsAccountsHeaders() {
    ExchangeStage stage = new ExchangeStage(TWO_KEYS);
    Exchange exchange = stage.open(Surface.CHAT_COMPLETIONS, CHAT);
    Move.Send send = send(exchange.first());
    assertThat(send.call().shownTarget()).isEqualTo("https://api.openai.com/v1/chat/completions");
    assertThat(send.call().headers().first("authorization"))
        .isEqualTo("Bearer sk-primary-0123456789");
    assertThat(send.timeout()).isEqualTo(Duration.ofSeconds(30));
    Move.Pass pass =
        pass(
            exchange.next(
                answered(
                    200,
                    "{}",
                    "x-ratelimit-remaining-requests",
                    "9",
                    "openai-organization",
                    "org",
                    "x-request-id",
                    "up-1")));
    assertThat(pass.headers().names())
        .containsExactlyInAnyOrder("x-request-id", "content-type", "x-keyway-id");
    assertThat(stage.inFlight()).isEqualTo(1);
    exchange.finished(new Usage(3L, 4L), Ending.COMPLETE);
    assertThat(stage.inFlight()).isZero();
    assertThat(stage.json()).contains("\"status\":\"success\"", "\"output_ngrok_tokens\":4");
  }

  @Test
  void aFailure_bringsTheNextKey_andNothingOfTheOneBefore() {
    ExchangeStage stage = new ExchangeStage(TWO_KEYS);
    Exchange exchange = stage.open(Surface.CHAT_COMPLETIONS, CHAT);
    exchange.first();
    stage.clock.pass(Duration.ofSeconds(1));
    Move.Send second = send(exchange.next(failed(429, "rate_limit_exceeded")));
    assertThat(second.call().headers().first("authorization"))
        .isEqualTo("Bearer sk-backup-0123456789");
    assertThat(stage.inFlight()).isEqualTo(1);
    pass(exchange.next(good()));
    exchange.finished(Usage.UNKNOWN, Ending.COMPLETE);
    assertThat(stage.record().trials().getFirst().attempts()).hasSize(2);
  }

  @Test
  void whenAllFailed_aClientIsAnsweredInItsDialect() {
    ExchangeStage stage = new ExchangeStage(TWO_KEYS);
    Exchange exchange = stage.open(Surface.MESSAGES, MESSAGES);
    assertThat(send(exchange.first()).call().headers().first("x-api-key"))
        .isEqualTo("sk-claude-0123456789");
    Answer response = answer(exchange.next(failed(529, "overloaded_error")));
    assertThat(response.status()).isEqualTo(503);
    assertThat(response.headers().first("x-keyway-error")).isEqualTo("all_providers_failed");
    assertThat(response.headers().first("x-keyway-id")).isEqualTo("req-1");
    assertThat(text(response)).startsWith("{\"type\":\"error\",\"error\":{\"type\":");
    assertThat(stage.json()).contains("\"action\":\"refuse\"", "\"ngrok_code\":\"ERR_NGROK_3807\"");
  }

  @Test
  void whenEveryKeyIsRateLimited_theClientIsToldWhenToComeBack() {
    ExchangeStage stage = new ExchangeStage(TWO_KEYS);
    Exchange exchange = stage.open(Surface.CHAT_COMPLETIONS, CHAT);
    exchange.first();
    exchange.next(failed(429, "rate_limit_exceeded", "retry-after", "20"));
    Answer response = answer(exchange.next(failed(429, "rate_limit_exceeded", "retry-after", "8")));
    assertThat(response.status()).isEqualTo(429);
    assertThat(response.headers().first("retry-after")).isEqualTo("8");
  }

  @Test
  void theClientsOwnKey_isJudgedByTheProvider_andItsAccountsHeadersReachTheClient() {
    ExchangeStage stage = new ExchangeStage("providers: [{id: openai}]");
    Exchange exchange = stage.openWithOwnKey("sk-own-0123456789", CHAT);
    assertThat(send(exchange.first()).call().headers().first("authorization"))
        .isEqualTo("Bearer sk-own-0123456789");
    Move.Pass pass =
        pass(
            exchange.next(
                failed(
                    429,
                    "rate_limit_exceeded",
                    "retry-after",
                    "20",
                    "x-ratelimit-remaining-requests",
                    "0",
                    "set-cookie",
                    "a=b")));
    assertThat(pass.status()).isEqualTo(429);
    assertThat(pass.headers().first("retry-after")).isEqualTo("20");
    assertThat(pass.headers().first("x-ratelimit-remaining-requests")).isEqualTo("0");
    assertThat(pass.headers().contains("set-cookie")).isFalse();
    exchange.finished(Usage.UNKNOWN, Ending.COMPLETE);
    assertThat(stage.json())
        .contains("\"status\":\"error\"", "\"api_key\":\"client\"")
        .doesNotContain("\"success\":");
  }

  @Test
  void aMalformedRequest_endsWithTheProvidersAnswer_andIsNoSuccess() {
    ExchangeStage stage = new ExchangeStage(TWO_KEYS);
    Exchange exchange = stage.open(Surface.CHAT_COMPLETIONS, CHAT);
    exchange.first();
    Move.Pass pass = pass(exchange.next(failed(400, "invalid_request_error", "retry-after", "9")));
    assertThat(pass.status()).isEqualTo(400);
    assertThat(pass.headers().contains("retry-after")).isFalse();
    exchange.finished(Usage.UNKNOWN, Ending.COMPLETE);
    assertThat(stage.json())
        .contains("\"status\":\"error\"", "\"code\":\"invalid_request_error\"")
        .doesNotContain("\"success\":{");
  }

  @Test
  void withExposeAttempts_theAnswerNamesWhoServed() {
    ExchangeStage stage = new ExchangeStage(EXPOSED);
    Exchange exchange = stage.open(Surface.CHAT_COMPLETIONS, CHAT);
    exchange.first();
    exchange.next(failed(500, "server_error"));
    Headers headers = pass(exchange.next(good())).headers();
    assertThat(headers.first("x-keyway-provider")).isEqualTo("openai");
    assertThat(headers.first("x-keyway-model")).isEqualTo("gpt-4o");
    assertThat(headers.first("x-keyway-key")).isEqualTo("backup");
    assertThat(headers.first("x-keyway-attempts")).isEqualTo("2");
  }

  @Test
  void aModelsNameFromAClient_standsInAHeaderAsAscii() {
    ExchangeStage stage = new ExchangeStage(EXPOSED);
    Exchange exchange =
        stage.open(
            Surface.CHAT_COMPLETIONS,
            """
            {"model":"openai:modèle\\u2028x","messages":[]}\
            """);
    exchange.first();
    assertThat(pass(exchange.next(good())).headers().first("x-keyway-model")).isEqualTo("mod?le?x");
  }

  @Test
  void withoutExpose_theAnswerNamesNobody() {
    ExchangeStage stage = new ExchangeStage(TWO_KEYS);
    Exchange exchange = stage.open(Surface.CHAT_COMPLETIONS, CHAT);
    exchange.first();
    assertThat(pass(exchange.next(good())).headers().names())
        .noneMatch(name -> name.startsWith("x-keyway-") && !name.equals("x-keyway-id"));
  }

  @Test
  void requestsThatCannotBegin_areAnsweredAndRecordedOnce() {
    ExchangeStage broken = new ExchangeStage(TWO_KEYS);
    assertThat(broken.begin(Surface.CHAT_COMPLETIONS, "{nope"))
        .isInstanceOfSatisfying(
            Opening.Answered.class,
            refused -> assertThat(refused.answer().status()).isEqualTo(400));
    assertThat(broken.json()).contains("\"code\":\"invalid_request_body\"");
    ExchangeStage unknown = new ExchangeStage(TWO_KEYS);
    assertThat(unknown.begin(Surface.CHAT_COMPLETIONS, "{\"model\":\"nobody-has-this\"}"))
        .isInstanceOf(Opening.Answered.class);
    assertThat(unknown.json()).contains("\"rejected_models\":[{\"model\":\"nobody-has-this\"");
  }

  @Test
  void anAttemptThatCannotBePrepared_isHeldAgainstNobody() {
    ExchangeStage stage =
        new ExchangeStage(TWO_KEYS + "headers: {x-who: \"${ai.request.models}\"}\n");
    Exchange exchange = stage.open(Surface.CHAT_COMPLETIONS, CHAT);
    assertThat(answer(exchange.first()).status()).isEqualTo(400);
    assertThat(stage.inFlight()).isZero();
    assertThat(stage.json()).contains("\"code\":\"invalid_request\"");
  }

  /** Every way in which an exchange can end once its first attempt is on the wire. */
  static Stream<Arguments> endings() {
    return Stream.of(
        ending(
            "answered",
            exchange -> {
              exchange.next(good());
              exchange.finished(Usage.UNKNOWN, Ending.COMPLETE);
            }),
        ending(
            "the client leaves before an answer",
            exchange -> exchange.next(new Outcome.Cancelled())),
        ending(
            "the client leaves in the answer",
            exchange -> {
              exchange.next(good());
              exchange.finished(Usage.UNKNOWN, Ending.CLIENT_LEFT);
            }),
        ending(
            "the provider breaks off",
            exchange -> {
              exchange.next(good());
              exchange.finished(Usage.UNKNOWN, Ending.PROVIDER_BROKE);
            }),
        ending(
            "all failed",
            exchange -> {
              exchange.next(failed(401, "invalid_api_key"));
              exchange.next(failed(401, "invalid_api_key"));
            }),
        ending(
            "malformed",
            exchange -> {
              exchange.next(failed(400, "invalid_request_error"));
              exchange.finished(Usage.UNKNOWN, Ending.COMPLETE);
            }));
  }

  private static Arguments ending(String name, Consumer<Exchange> end) {
    return Arguments.of(name, end);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("endings")
  void everyEnding_freesTheKey_andWritesOneRecord(String name, Consumer<Exchange> end) {
    ExchangeStage stage = new ExchangeStage(TWO_KEYS);
    Exchange exchange = stage.open(Surface.CHAT_COMPLETIONS, CHAT);
    exchange.first();
    assertThat(stage.inFlight()).isEqualTo(1);
    end.accept(exchange);
    assertThat(stage.inFlight()).isZero();
    exchange.finished(Usage.UNKNOWN, Ending.COMPLETE);
    assertThat(stage.inFlight()).isZero();
    assertThat(stage.records).as(name).hasSize(1);
  }

  @Test
  void aClientThatLeft_isNoSuccess() {
    ExchangeStage stage = new ExchangeStage(TWO_KEYS);
    Exchange exchange = stage.open(Surface.CHAT_COMPLETIONS, CHAT);
    exchange.first();
    assertThat(exchange.next(new Outcome.Cancelled())).isEqualTo(new Move.Gone());
    assertThat(stage.json())
        .contains("\"status\":\"error\"", "\"ending\":\"client_left\"", "\"action\":\"abandon\"");
  }

  @Test
  void aCarrierThatTellsWhatCannotBe_isTold() {
    ExchangeStage stage = new ExchangeStage(TWO_KEYS);
    Exchange exchange = stage.open(Surface.CHAT_COMPLETIONS, CHAT);
    exchange.first();
    assertThatThrownBy(() -> exchange.finished(Usage.UNKNOWN, Ending.COMPLETE))
        .isInstanceOf(IllegalStateException.class);
    exchange.next(good());
    assertThatThrownBy(() -> exchange.next(good())).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anErrorUnder200_inAStream_failsOver() {
    ExchangeStage stage = new ExchangeStage(TWO_KEYS);
    Exchange exchange =
        stage.open(Surface.CHAT_COMPLETIONS, CHAT.replace("}]}", "}],\"stream\":true}"));
    assertThat(send(exchange.first()).streamed()).isTrue();
    byte[] event =
        "{\"error\":{\"type\":\"server_error\",\"message\":\"x\"}}"
            .getBytes(StandardCharsets.UTF_8);
    Outcome hidden =
        new Outcome.Answered(
            200, Headers.empty(), Outcome.Prefix.STREAM_ERROR, ByteSlice.of(event));
    assertThat(send(exchange.next(hidden)).call().headers().first("authorization"))
        .isEqualTo("Bearer sk-backup-0123456789");
  }

  @Test
  void whatAServedAnswerTook_isKnownOfItsKey() {
    ExchangeStage stage = new ExchangeStage(TWO_KEYS);
    Exchange exchange = stage.open(Surface.CHAT_COMPLETIONS, CHAT);
    exchange.first();
    stage.clock.pass(Duration.ofMillis(100));
    exchange.next(failed(429, "rate_limit_exceeded"));
    stage.clock.pass(Duration.ofMillis(250));
    exchange.next(good());
    stage.clock.pass(Duration.ofMillis(50));
    exchange.finished(new Usage(7L, 30L), Ending.COMPLETE);
    KeyFacts backup = stage.facts("backup");
    assertThat(backup.meanMillis(Latency.UPSTREAM)).isEqualTo(300.0);
    assertThat(backup.meanMillis(Latency.GATEWAY)).isEqualTo(0.0);
    assertThat(backup.meanMillis(Latency.TIME_PER_OUTPUT_TOKEN)).isEqualTo(10.0);
    assertThat(backup.outputTokens()).isEqualTo(30);
    assertThat(stage.facts("primary").meanMillis(Latency.UPSTREAM)).isNull();
  }

  @Test
  void tokensThatWereCountedHere_areKnownOfTheKey() {
    ExchangeStage counting = new ExchangeStage(TWO_KEYS + "max_input_tokens: 10\n");
    Exchange exchange = counting.open(Surface.CHAT_COMPLETIONS, CHAT);
    exchange.first();
    exchange.next(good());
    exchange.finished(new Usage(7L, 30L), Ending.COMPLETE);
    assertThat(counting.facts("primary").estimatedInputTokens()).isEqualTo(8); // 3 + 1 + 1 + 3
  }

  @Test
  void tokensThatNobodyCountedHere_areNotKnown() {
    ExchangeStage stage = new ExchangeStage(TWO_KEYS);
    Exchange exchange = stage.open(Surface.CHAT_COMPLETIONS, CHAT);
    exchange.first();
    exchange.next(good());
    exchange.finished(new Usage(7L, 30L), Ending.COMPLETE);
    assertThat(stage.facts("primary").estimatedInputTokens()).isNull();
  }

  @Test
  void aRecord_keepsNoAnswerInMemory() {
    ExchangeStage stage = new ExchangeStage(TWO_KEYS);
    Exchange exchange = stage.open(Surface.CHAT_COMPLETIONS, CHAT);
    exchange.first();
    exchange.next(answered(200, "x".repeat(1 << 20)));
    exchange.finished(Usage.UNKNOWN, Ending.COMPLETE);
    assertThat(stage.record().trials().getFirst().attempts().getFirst().outcome())
        .isInstanceOfSatisfying(
            Outcome.Answered.class, outcome -> assertThat(outcome.body().length()).isZero());
  }

  @Test
  void theTimeLeft_boundsTheLastAttempt() {
    ExchangeStage stage = new ExchangeStage(TWO_KEYS + "total_timeout: 40s\n");
    Exchange exchange = exchange(stage.begin(Surface.CHAT_COMPLETIONS, CHAT));
    exchange.first();
    stage.clock.pass(Duration.ofSeconds(30));
    Outcome timeOut = new Outcome.TimedOut(Outcome.Stage.HEAD, true);
    assertThat(send(exchange.next(timeOut)).timeout()).isEqualTo(Duration.ofSeconds(10));
    stage.clock.pass(Duration.ofSeconds(10));
    assertThat(answer(exchange.next(timeOut)).status()).isEqualTo(504);
    assertThat(stage.json()).contains("\"may_have_been_billed\":true");
  }

  private static Move.Send send(Move move) {
    return (Move.Send) move;
  }

  private static Move.Pass pass(Move move) {
    return (Move.Pass) move;
  }

  private static Answer answer(Move move) {
    return ((Move.Answer) move).answer();
  }

  private static String text(Answer response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
