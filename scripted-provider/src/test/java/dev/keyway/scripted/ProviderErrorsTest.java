package dev.keyway.scripted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keyway.scripted.Content.Literal;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each provider's errors: their status, and the field that tells what they mean. */
class ProviderErrorsTest {

  private static final Duration DELAY = Duration.ofMillis(1500);

  static Stream<Arguments> errors() {
    return Stream.of(
        arguments(OpenAi.invalidKey(), 401, "/error/code", "invalid_api_key"),
        arguments(OpenAi.insufficientQuota(), 429, "/error/code", "insufficient_quota"),
        arguments(
            OpenAi.spendLimitReached("credit_balance_exhausted"),
            429,
            "/error/code",
            "credit_balance_exhausted"),
        arguments(OpenAi.rateLimited(), 429, "/error/code", "rate_limit_exceeded"),
        arguments(OpenAi.modelNotAllowed("m"), 403, "/error/code", "model_not_found"),
        arguments(
            OpenAi.unsupportedCountry(),
            403,
            "/error/code",
            "unsupported_country_region_territory"),
        arguments(OpenAi.modelNotFound("m"), 404, "/error/code", "model_not_found"),
        arguments(OpenAi.contextLengthExceeded(), 400, "/error/code", "context_length_exceeded"),
        arguments(OpenAi.invalidParameter(), 400, "/error/param", "temperature"),
        arguments(OpenAi.serverError(), 500, "/error/type", "server_error"),
        arguments(OpenAi.overloaded(), 503, "/error/type", "server_error"),
        arguments(Anthropic.invalidKey(), 401, "/error/type", "authentication_error"),
        arguments(Anthropic.creditBalanceTooLow(), 400, "/error/type", "invalid_request_error"),
        arguments(Anthropic.usageLimitReached(), 400, "/error/type", "invalid_request_error"),
        arguments(Anthropic.billingError(), 402, "/error/type", "billing_error"),
        arguments(Anthropic.permissionDenied(), 403, "/error/type", "permission_error"),
        arguments(Anthropic.modelNotFound("m"), 404, "/error/type", "not_found_error"),
        arguments(Anthropic.promptTooLong(), 400, "/error/type", "invalid_request_error"),
        arguments(Anthropic.invalidParameter(), 400, "/error/type", "invalid_request_error"),
        arguments(Anthropic.requestTooLarge(), 413, "/error/type", "request_too_large"),
        arguments(Anthropic.rateLimited(), 429, "/error/type", "rate_limit_error"),
        arguments(Anthropic.serverError(), 500, "/error/type", "api_error"),
        arguments(Anthropic.overloaded(), 529, "/error/type", "overloaded_error"),
        arguments(Google.apiKeyInvalid(), 400, "/0/error/details/0/reason", "API_KEY_INVALID"),
        arguments(Google.permissionDenied(), 403, "/0/error/status", "PERMISSION_DENIED"),
        arguments(Google.modelNotFound("m"), 404, "/0/error/status", "NOT_FOUND"),
        arguments(Google.resourceExhausted(DELAY), 429, "/0/error/details/1/retryDelay", "1.5s"),
        arguments(Google.dailyQuotaExhausted(), 429, "/0/error/status", "RESOURCE_EXHAUSTED"),
        arguments(Google.overloaded(), 503, "/0/error/status", "UNAVAILABLE"),
        arguments(OpenRouter.invalidKey(), 401, "/error/code", "401"),
        arguments(OpenRouter.insufficientCredits(), 402, "/error/code", "402"),
        arguments(
            OpenRouter.inFlightBudgetExhausted(DELAY),
            402,
            "/error/metadata/reason",
            "in_flight_budget_exhausted"),
        arguments(
            OpenRouter.rateLimited(Instant.ofEpochMilli(7)),
            429,
            "/error/metadata/headers/X-RateLimit-Reset",
            "7"),
        arguments(OpenRouter.errorInside200(502), 200, "/error/code", "502"),
        arguments(AzureOpenAi.invalidKey(), 401, "/error/code", "401"),
        arguments(AzureOpenAi.deploymentNotFound(), 404, "/error/code", "DeploymentNotFound"),
        arguments(AzureOpenAi.rateLimited(DELAY), 429, "/error/code", "429"),
        arguments(AzureOpenAi.contentFiltered(), 400, "/error/code", "content_filter"),
        arguments(Groq.invalidKey(), 401, "/error/code", "invalid_api_key"),
        arguments(Groq.rateLimited(DELAY), 429, "/error/code", "rate_limit_exceeded"),
        arguments(Groq.capacityExceeded(), 498, "/error/code", "capacity_exceeded"),
        arguments(DeepSeek.invalidKey(), 401, "/error/type", "authentication_error"),
        arguments(DeepSeek.insufficientBalance(), 402, "/error/message", "Insufficient Balance"),
        arguments(DeepSeek.overloaded(), 503, "/error/type", "service_unavailable_error"),
        arguments(Mistral.invalidKey(), 401, "/detail", "Unauthorized"),
        arguments(Mistral.rateLimited(DELAY), 429, "/type", "rate_limited"),
        arguments(Mistral.modelNotFound("m"), 400, "/type", "invalid_model"),
        arguments(XAi.invalidKey(), 400, "/code", "Client specified an invalid argument"),
        arguments(XAi.creditsUsedUp(), 429, "/code", "Some resource has been exhausted"),
        arguments(Together.invalidKey(), 401, "/error/code", "invalid_api_key"),
        arguments(Together.rateLimited(), 429, "/error_type", "dynamic_request_limited"),
        arguments(Together.overloaded(), 503, "/error/type", "service_unavailable"));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void statusAndTellingField(Answer answer, int status, String pointer, String value) {
    assertThat(literal(answer).status()).isEqualTo(status);
    assertThat(body(answer).at(pointer).asText()).isEqualTo(value);
  }

  @Test
  void retryAfter_eachForm() {
    assertThat(Anthropic.rateLimited(DELAY).headers())
        .containsExactly(new Header("retry-after", "2"));
    assertThat(OpenAi.rateLimited(DELAY).headers())
        .containsExactly(new Header("retry-after", "2"), new Header("retry-after-ms", "1500"));
    assertThat(Answer.status(503).retryAfter(Instant.parse("2026-11-08T08:49:07Z")).headers())
        .containsExactly(new Header("retry-after", "Sun, 08 Nov 2026 08:49:07 GMT"));
  }

  @Test
  void errorsInStreams_asEventsOfTheirDialect() {
    assertThat(OpenAi.errorEvent()).startsWith("data: {\"error\":{").endsWith("}\n\n");
    assertThat(Anthropic.errorEvent()).startsWith("event: error\ndata: {\"type\":\"error\"");
    assertThat(OpenRouter.errorEvent()).contains("\"error\":{", "\"finish_reason\":\"error\"");
    assertThat(OpenRouter.processing()).isEqualTo(": OPENROUTER PROCESSING\n\n");
    assertThat(OpenAi.deltaEvent("{\"reasoning_content\":\"Hm\"}"))
        .contains("\"delta\":{\"reasoning_content\":\"Hm\"}");
    assertThat(literal(OpenAi.errorAsFirstEvent()).type()).startsWith("text/event-stream");
    assertThat(literal(Anthropic.errorAsFirstEvent()).pieces()).hasSize(1);
  }

  private static Literal literal(Answer answer) {
    return (Literal) answer.content();
  }

  private static JsonNode body(Answer answer) {
    return Json.read(literal(answer).pieces().getFirst());
  }
}
