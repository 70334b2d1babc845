package dev.keyway.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.http.Answer;
import dev.keyway.http.Headers;
import dev.keyway.refusal.ErrorCode;
import dev.keyway.refusal.Refusal;
import dev.keyway.refusal.Refusal.Tried;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RefusalResponseTest {

  @Test
  void plainRefusal_hasCodeAndType() {
    Refusal refusal = Refusal.of(ErrorCode.NO_MATCHING_MODELS, "no");

    Answer response = RefusalResponse.of(refusal, Format.ANTHROPIC);

    assertThat(response.status()).isEqualTo(422);
    assertThat(response.headers())
        .isEqualTo(
            Headers.of(
                "content-type",
                "application/json",
                "x-keyway-error",
                "no_matching_models",
                "x-should-retry",
                "false"));
    assertThat(response.body()).isEqualTo(Dialect.of(Format.ANTHROPIC).errorBody(refusal));
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0, 0",
    "PT-3S, 0, 0",
    "PT0.001S, 1, 1",
    "PT0.000001S, 1, 1",
    "PT1S, 1, 1000",
    "PT1.0005S, 2, 1001",
    "PT5M, 300, 300000"
  })
  void retryAfter_roundedUp(Duration wait, String seconds, String millis) {
    Refusal refusal = new Refusal(ErrorCode.RATE_LIMITED, "later", wait, List.of());

    Headers headers = RefusalResponse.of(refusal, Format.OPENAI).headers();

    assertThat(headers.first("retry-after")).isEqualTo(seconds);
    assertThat(headers.first("retry-after-ms")).isEqualTo(millis);
  }

  /** A code, the wait in ISO 8601, whether each failed attempt lasts; what the client is told. */
  @ParameterizedTest
  @CsvSource({
    "RATE_LIMITED, PT0.4S, '', true",
    "RATE_LIMITED, PT60S, '', true",
    "RATE_LIMITED, PT60.001S, '', false",
    "RATE_LIMITED, PT1H, '', false",
    "RATE_LIMITED, , '', ",
    "OVERLOADED, PT1S, '', true",
    "ALL_PROVIDERS_FAILED, , false, ",
    "ALL_PROVIDERS_FAILED, , true false, ",
    "ALL_PROVIDERS_FAILED, , true true, false",
    "ALL_PROVIDERS_FAILED, , '', false",
    "ALL_PROVIDERS_FAILED, PT10S, '', true",
    "ALL_PROVIDERS_FAILED, PT5M, '', false",
    "UPSTREAM_UNREACHABLE, , false, ",
    "CLIENT_TIMEOUT, , '', ",
    "TIMEOUT, , false, false",
    "ANSWER_WITHHELD, , '', false",
    "INTERNAL, , '', false",
    "POLICY_UNAVAILABLE, , '', false"
  })
  void shouldRetry_whereItHelps(
      ErrorCode code, @Nullable Duration wait, String lasting, @Nullable String told) {
    List<Tried> tried =
        lasting.isEmpty()
            ? List.of()
            : Stream.of(lasting.split(" ", -1))
                .map(lasts -> new Tried("p", "m", "k", 500, "any", Boolean.parseBoolean(lasts)))
                .toList();

    Refusal refusal = new Refusal(code, "no", wait, tried);

    assertThat(RefusalResponse.of(refusal, Format.OPENAI).headers().first("x-should-retry"))
        .isEqualTo(told);
  }

  static Stream<ErrorCode> clientsOwnMistakes() {
    return Stream.of(ErrorCode.values())
        .filter(code -> code.status() < 500 && code.status() != 408 && code.status() != 429);
  }

  @ParameterizedTest
  @MethodSource("clientsOwnMistakes")
  void shouldRetry_neverForWhatTheClientMustChange(ErrorCode code) {
    Refusal refusal = Refusal.of(code, "no");

    assertThat(RefusalResponse.of(refusal, Format.ANTHROPIC).headers().first("x-should-retry"))
        .isEqualTo("false");
  }

  @Test
  void unauthenticated_namesAWay() {
    Refusal refusal = Refusal.of(ErrorCode.UNAUTHENTICATED, "who");

    assertThat(RefusalResponse.of(refusal, Format.ANTHROPIC).headers().first("www-authenticate"))
        .isEqualTo("Bearer");
  }
}
