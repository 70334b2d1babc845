package dev.keyway.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.http.Answer;
import dev.keyway.http.Headers;
import dev.keyway.refusal.ErrorCode;
import dev.keyway.refusal.Refusal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalResponseTest {

  @Test
  void plainRefusal_hasCodeAndType() {
    Refusal refusal = Refusal.of(ErrorCode.NO_MATCHING_MODELS, "no");

    Answer response = RefusalResponse.of(refusal, Format.ANTHROPIC);

    assertThat(response.status()).isEqualTo(422);
    assertThat(response.headers())
        .isEqualTo(
            Headers.of("content-type", "application/json", "x-keyway-error", "no_matching_models"));
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

  @Test
  void unauthenticated_namesAWay() {
    Refusal refusal = Refusal.of(ErrorCode.UNAUTHENTICATED, "who");

    assertThat(RefusalResponse.of(refusal, Format.ANTHROPIC).headers().first("www-authenticate"))
        .isEqualTo("Bearer");
  }
}
