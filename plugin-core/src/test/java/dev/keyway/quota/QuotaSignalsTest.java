package dev.keyway.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.http.ByteSlice;
import dev.keyway.http.Headers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuotaSignalsTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final ByteSlice NO_BODY = ByteSlice.of(new byte[0]);

  @ParameterizedTest
  @CsvSource({
    "20, PT20S",
    "1.5, PT1.5S",
    "' 7 ', PT7S",
    "'Mon, 23 Nov 2026 12:01:00 GMT', PT1M",
    "2678400, P31D"
  })
  void retryAfter_inItsForms(String value, Duration after) {
    assertThat(retryAt(Headers.of("Retry-After", value), "")).isEqualTo(NOW.plus(after));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "-5",
        "soon",
        "1e3",
        "NaN",
        "0x10",
        "99999999999",
        "999999999999999999999",
        "Sun, 22 Nov 2026 12:00:00 GMT",
        "Mon, 32 Nov 2026 12:00:00 GMT",
        "2026-11-23T12:01:00Z"
      })
  void retryAfter_thatNamesNoTimeAhead_saysNothing(String value) {
    assertThat(retryAt(Headers.of("retry-after", value), "")).isNull();
  }

  @Test
  void preciseForm_comesBeforeTheRoundedOne() {
    assertThat(retryAt(Headers.of("retry-after", "2", "retry-after-ms", "1400"), ""))
        .isEqualTo(NOW.plusMillis(1400));
    assertThat(retryAt(Headers.of("retry-after", "2", "retry-after-ms", "-1"), ""))
        .isEqualTo(NOW.plusSeconds(2));
  }

  @Test
  void retryAfter_comesBeforeTheBody() {
    String body = "{\"error\":{\"details\":[{\"retryDelay\":\"46s\"}]}}";
    assertThat(retryAt(Headers.of("retry-after", "2"), body)).isEqualTo(NOW.plusSeconds(2));
    assertThat(retryAt(Headers.empty(), body)).isEqualTo(NOW.plusSeconds(46));
  }

  @Test
  void googlesDay_endsAtMidnightPacific() {
    String violation = "{\"violations\":[{\"quotaId\":\"GenerateRequestsPerDayPerProject\"}]}";
    String body = "[{\"error\":{\"details\":[" + violation + ",{\"retryDelay\":\"46s\"}]}}]";
    assertThat(retryAt(Headers.empty(), body)).isEqualTo(Instant.parse("2026-11-24T08:00:00Z"));
  }

  @Test
  void googlesDay_beginsAtSevenInSummer() {
    String body = "{\"error\":{\"details\":[{\"violations\":[{\"quotaId\":\"RequestsPerDay\"}]}]}}";
    Instant summer = Instant.parse("2026-07-01T06:59:00Z");
    assertThat(QuotaSignals.retryAt("google", 429, Headers.empty(), bytes(body), summer))
        .isEqualTo(Instant.parse("2026-07-01T07:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "quoted: You have reached your specified API usage limits. You will regain access on 2026-12-01 at 00:00 UTC.",
        "You have reached your specified API usage limits. You will regain access on 2026-13-01 at 00:00 UTC.",
        "You have reached your specified API usage limits. Ask your administrator."
      })
  void anthropicsWords_countOnlyAtTheStartAndWithADate(String message) {
    assertThat(retryAt(Headers.empty(), "{\"error\":{\"message\":\"" + message + "\"}}")).isNull();
  }

  @Test
  void usedUpWindows_endWithTheLaterOne() {
    Headers headers =
        Headers.of(
            "x-ratelimit-remaining-requests", "0",
            "x-ratelimit-reset-requests", "1s",
            "x-ratelimit-remaining-tokens", "0",
            "x-ratelimit-reset-tokens", "6m0s");
    assertThat(retryAt(headers, "")).isEqualTo(NOW.plusSeconds(360));
  }

  @Test
  void windowWithSomethingLeft_saysNothing() {
    Headers headers =
        Headers.of("x-ratelimit-remaining-tokens", "12", "x-ratelimit-reset-tokens", "6m0s");
    assertThat(retryAt(headers, "")).isNull();
  }

  @Test
  void usedUpWindow_saysNothingWithoutA429() {
    Headers headers =
        Headers.of("x-ratelimit-remaining-tokens", "0", "x-ratelimit-reset-tokens", "6m0s");
    assertThat(QuotaSignals.retryAt("openai", 503, headers, NO_BODY, NOW)).isNull();
  }

  @Test
  void tightestWindow_speaksForAllWithItsOwnLimit() {
    Headers headers =
        Headers.of(
            "anthropic-ratelimit-input-tokens-remaining", "100",
            "anthropic-ratelimit-input-tokens-limit", "1000",
            "anthropic-ratelimit-output-tokens-remaining", "200",
            "anthropic-ratelimit-output-tokens-limit", "300");
    assertThat(QuotaSignals.report("anthropic", headers, NOW))
        .isEqualTo(new QuotaReport(null, 100L, null, 1000L, null, null));
  }

  @Test
  void silentProvider_isNotReadByOthersNames() {
    Headers headers = Headers.of("x-ratelimit-remaining-requests", "5");
    assertThat(QuotaSignals.report("google", headers, NOW)).isEqualTo(QuotaReport.NONE);
    assertThat(QuotaSignals.report("my-own", headers, NOW).remainingRequests()).isEqualTo(5L);
  }

  @ParameterizedTest
  @CsvSource({
    "6m0s, PT6M",
    "12ms, PT0.012S",
    "2m59.56s, PT2M59.56S",
    "1h2m3s, PT1H2M3S",
    "6d, P6D",
    "30, PT30S",
    "1795435230, PT30S",
    "1795435230000, PT30S",
    "2026-11-23T12:00:30Z, PT30S",
    "2026-11-23t13:00:30+01:00, PT30S",
    "0, PT0S"
  })
  void unknownProvider_isReadByTheLookOfIt(String value, Duration after) {
    Headers headers =
        Headers.of("x-ratelimit-remaining-tokens", "1", "x-ratelimit-reset-tokens", value);
    assertThat(QuotaSignals.report("my-own", headers, NOW).tokensReset())
        .isEqualTo(NOW.plus(after));
  }

  @ParameterizedTest
  @ValueSource(strings = {"5000000", "-30", "6m0", "m", "1795435230000000", "2020-01-01T00:00:00Z"})
  void unknownProvider_saysNothingThatMightMeanAnything(String value) {
    Headers headers =
        Headers.of("x-ratelimit-remaining-tokens", "1", "x-ratelimit-reset-tokens", value);
    assertThat(QuotaSignals.report("my-own", headers, NOW).tokensReset()).isNull();
  }

  private static Instant retryAt(Headers headers, String body) {
    return QuotaSignals.retryAt("openai", 429, headers, bytes(body), NOW);
  }

  private static ByteSlice bytes(String body) {
    return ByteSlice.of(body.getBytes(StandardCharsets.UTF_8));
  }
}
