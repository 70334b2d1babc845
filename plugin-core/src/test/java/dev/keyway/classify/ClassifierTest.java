package dev.keyway.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.classify.Classification.Abandoned;
import dev.keyway.classify.Classification.Failure;
import dev.keyway.classify.Classification.Success;
import dev.keyway.http.ByteSlice;
import dev.keyway.http.Headers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClassifierTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Headers JSON = Headers.of("content-type", "application/json");

  private final Classifier classifier = new Classifier(List.of(), false, HOUR);

  @ParameterizedTest
  @CsvSource({
    "DNS, dns",
    "CONNECT, connect",
    "TLS, tls",
    "SEND, reset",
    "HEAD, reset",
    "BODY, reset"
  })
  void brokenConnection_isTheProviders(Outcome.Stage stage, String reason) {
    assertThat(classifier.classify("openai", new Outcome.Broken(stage, true), NOW))
        .isEqualTo(new Failure(Scope.PROVIDER, reason, null));
  }

  @ParameterizedTest
  @EnumSource
  void timeOut_isTheProviders(Outcome.Stage stage) {
    assertThat(classifier.classify("openai", new Outcome.TimedOut(stage, true), NOW))
        .isEqualTo(new Failure(Scope.PROVIDER, "timeout", null));
  }

  @Test
  void clientGone_saysNothing() {
    assertThat(classifier.classify("openai", new Outcome.Cancelled(), NOW))
        .isEqualTo(new Abandoned());
  }

  @Test
  void policyRow_comesBeforeOurs() {
    ClassifyRule row =
        new ClassifyRule("OpenAI", 401, null, "INVALID_api_key", null, Scope.PROVIDER);
    Classifier withRow = new Classifier(List.of(row), false, HOUR);
    assertThat(withRow.classify("openai", invalidKey(), NOW))
        .isEqualTo(new Failure(Scope.PROVIDER, "INVALID_api_key", null));
    assertThat(withRow.classify("groq", invalidKey(), NOW))
        .isEqualTo(new Failure(Scope.KEY, "invalid_api_key", null));
  }

  @Test
  void policyRow_mayNameTheSuccessfulStatusOfAHiddenError() {
    ClassifyRule row = new ClassifyRule(null, 200, null, null, "upstream", Scope.REQUEST);
    Outcome answer = answer(200, "{\"error\":{\"code\":502,\"message\":\"Upstream gone\"}}");
    assertThat(scope(new Classifier(List.of(row), false, HOUR), answer)).isEqualTo(Scope.REQUEST);
  }

  @Test
  void policyRow_mayMakeAFailureOfARedirect() {
    ClassifyRule row = new ClassifyRule(null, 302, null, null, null, Scope.PROVIDER);
    Outcome redirect = answer(302, "");
    assertThat(new Classifier(List.of(row), false, HOUR).classify("openai", redirect, NOW))
        .isEqualTo(new Failure(Scope.PROVIDER, "status_302", null));
    assertThat(classifier.classify("openai", redirect, NOW)).isEqualTo(new Success());
  }

  @Test
  void policyRowThatMatchesAll_makesNoFailureOfASuccess() {
    ClassifyRule row = new ClassifyRule(null, null, null, null, null, Scope.PROVIDER);
    Classifier withRow = new Classifier(List.of(row), false, HOUR);
    assertThat(withRow.classify("openai", answer(200, "{\"data\":[]}"), NOW))
        .isEqualTo(new Success());
  }

  @ParameterizedTest
  @CsvSource({"400, ''", "422, ''", "400, context_length_exceeded", "405, ''"})
  void anyError_failsOverWithoutMemory(int status, String code) {
    Classifier anyError = new Classifier(List.of(), true, HOUR);
    Outcome answer = answer(status, "{\"error\":{\"message\":\"no\",\"code\":\"" + code + "\"}}");
    assertThat(scope(anyError, answer)).isEqualTo(Scope.ATTEMPT);
  }

  @Test
  void anyError_leavesThePolicysOwnRows() {
    ClassifyRule row = new ClassifyRule(null, 422, null, null, null, Scope.REQUEST);
    assertThat(scope(new Classifier(List.of(row), true, HOUR), answer(422, "{}")))
        .isEqualTo(Scope.REQUEST);
  }

  @Test
  void longHint_isCapped() {
    assertThat(classifier.classify("openai", answer(429, "{}", "retry-after", "86400"), NOW))
        .isEqualTo(new Failure(Scope.RATE, "status_429", NOW.plus(HOUR)));
  }

  @Test
  void longHintOfAnEmptyAccount_isKept() {
    assertThat(classifier.classify("deepseek", answer(402, "{}", "retry-after", "86400"), NOW))
        .isEqualTo(new Failure(Scope.QUOTA_GROUP, "status_402", NOW.plusSeconds(86400)));
  }

  @Test
  void usedUpMinute_saysNothingOfAnEmptyAccount() {
    Outcome answer =
        answer(
            429,
            "{\"error\":{\"code\":\"insufficient_quota\"}}",
            "x-ratelimit-remaining-requests",
            "0",
            "x-ratelimit-reset-requests",
            "1s");
    assertThat(classifier.classify("openai", answer, NOW))
        .isEqualTo(new Failure(Scope.QUOTA_GROUP, "insufficient_quota", null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Your credit balance is too low to access the Anthropic API",
        "You have reached your specified API usage limits. You will regain access on 2027-01-01 at 00:00 UTC.",
        "prompt is too long: 210344 tokens",
        "Incorrect API key provided"
      })
  void echoedPrompt_setsNoKeyAside(String prompt) {
    for (String provider : List.of("anthropic", "openai", "google", "xai")) {
      String quoted = "messages.0.content: invalid value '" + prompt + "'";
      String body =
          "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\""
              + quoted
              + "\"},\"input\":{\"error\":{\"code\":\"invalid_api_key\"}},\"message\":\""
              + prompt
              + "\"}";
      assertThat(classifier.classify(provider, answer(400, body), NOW))
          .isEqualTo(new Failure(Scope.REQUEST, "invalid_request_error", null));
    }
  }

  @Test
  void answerThatTalksOfErrors_isASuccess() {
    String body =
        "{\"choices\":[{\"message\":{\"content\":\"{\\\"error\\\":{\\\"code\\\":401}}\",\"error\":\"x\"},"
            + "\"finish_reason\":\"stop\"}],\"metadata\":{\"error\":{\"code\":\"invalid_api_key\"}}}";
    assertThat(classifier.classify("openai", answer(200, body), NOW)).isEqualTo(new Success());
  }

  @Test
  void errorBehindOtherMembers_isFound() {
    String body = "{\"id\":\"gen-1\",\"choices\":[{\"x\":{}}],\"error\":{\"code\":429}}";
    assertThat(scope(classifier, answer(200, body))).isEqualTo(Scope.RATE);
  }

  @Test
  void errorFarBackInALargeAnswer_isNotLookedFor() {
    String body = "{\"data\":\"" + "0".repeat(70_000) + "\",\"error\":{\"code\":429}}";
    assertThat(classifier.classify("openai", answer(200, body), NOW)).isEqualTo(new Success());
  }

  @Test
  void keepAliveBlanksBeforeAHiddenError_areStepped() {
    assertThat(scope(classifier, answer(200, "\n \n  {\"error\":{\"code\":429}}")))
        .isEqualTo(Scope.RATE);
    assertThat(classifier.classify("openai", answer(200, "\n \n"), NOW))
        .isEqualTo(new Failure(Scope.PROVIDER, "empty_body", null));
  }

  @ParameterizedTest
  @CsvSource({"599, PROVIDER", "520, PROVIDER", "418, REQUEST", "101, PROVIDER", "600, PROVIDER"})
  void statusWithoutARow(int status, Scope scope) {
    assertThat(scope(classifier, answer(status, ""))).isEqualTo(scope);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sk-proj-abc123def456ghi789jkl | status_418",
        "gsk_0123456789abcdefghij | status_418",
        "with spaces in it | status_418",
        "GenerateRequestsPerDayPerProjectPerModel-FreeTier | GenerateRequestsPerDayPerProjectPerModel-FreeTier",
        "error_2 | error_2"
      })
  void reason_isAWordAndNeverAKey(String code, String reason) {
    Outcome answer = answer(418, "{\"error\":{\"code\":\"" + code + "\"}}");
    assertThat(((Failure) classifier.classify("openai", answer, NOW)).reason()).isEqualTo(reason);
  }

  private static Scope scope(Classifier classifier, Outcome outcome) {
    return ((Failure) classifier.classify("openai", outcome, NOW)).scope();
  }

  private static Outcome invalidKey() {
    return answer(401, "{\"error\":{\"message\":\"Wrong\",\"code\":\"invalid_api_key\"}}");
  }

  private static Outcome answer(int status, String body, String... headers) {
    Headers.Builder all = JSON.toBuilder();
    Headers.of(headers).forEach(all::add);
    return new Outcome.Answered(
        status,
        all.build(),
        Outcome.Prefix.COMPLETE,
        ByteSlice.of(body.getBytes(StandardCharsets.UTF_8)));
  }
}
