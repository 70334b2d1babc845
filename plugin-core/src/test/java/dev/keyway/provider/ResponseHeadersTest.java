package dev.keyway.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.http.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseHeadersTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Connection",
        "Keep-Alive",
        "Transfer-Encoding",
        "Trailer",
        "Upgrade",
        "Proxy-Authenticate",
        "Set-Cookie",
        "openai-organization",
        "OpenAI-Project",
        "anthropic-organization-id",
        "x-ratelimit-remaining-requests",
        "X-RateLimit-Reset",
        "x-ratelimitbysize-limit",
        "anthropic-ratelimit-input-tokens-remaining",
        "anthropic-priority-input-tokens-limit",
        "x-tokenlimit-limit",
        "RateLimit-Policy",
        "ratelimit",
        "Retry-After",
        "retry-after-ms",
        "alt-svc",
        "Strict-Transport-Security",
        "access-control-allow-origin",
        "x-keyway-id",
        "X-Keyway-Error",
      })
  void header_endsHere(String name) {
    Headers passed = ResponseHeaders.forClient(Headers.of(name, "1", "Content-Type", "a/b"));
    assertThat(passed.contains(name)).isFalse();
    assertThat(passed.size()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Type",
        "Content-Length",
        "x-request-id",
        "request-id",
        "apim-request-id",
        "openai-processing-ms",
        "openai-version",
        "x-should-retry",
        "Cache-Control",
        "server",
        "cf-ray",
      })
  void header_reachesTheClient(String name) {
    assertThat(ResponseHeaders.forClient(Headers.of(name, "1")).first(name)).isEqualTo("1");
  }

  @Test
  void headersListedByConnection_endHere() {
    assertThat(ResponseHeaders.forClient(Headers.of("connection", "X-Hop", "x-hop", "1")).size())
        .isZero();
  }
}
