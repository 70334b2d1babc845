package dev.keyway.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.http.Headers;
import dev.keyway.secret.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactionTest {

  private static final String KEY = "sk-canary/0123456789";

  private final Redaction redaction = new Redaction().hide(Secret.of(KEY));

  @ParameterizedTest
  @CsvSource({
    "authorization, Bearer sk-canary/0123456789, Bearer ****",
    "x-odd, sk-canary/0123456789, ****",
    "x-team, blue, blue",
    "cookie, session=1, ****",
    "x-upstream-token, abc, ****",
    "openai-organization, org-1, org-1"
  })
  void header_showsNoCredential(String name, String value, String shown) {
    ShownRequest request = shown("https://h/v1", Headers.of(name, value), "{}");
    assertThat(request.headers()).containsExactly(new ShownRequest.Field(name, shown));
  }

  @ParameterizedTest
  @CsvSource({
    "https://h/v1?api-version=2, https://h/v1?api-version=2",
    "https://h/v1?key=other, https://h/v1?key=****",
    "https://h/v1?a=sk-canary%2F0123456789&b=1, https://h/v1?a=****&b=1",
    "https://user:pass@h/v1, https://****@h/v1"
  })
  void url_showsNoCredential(String url, String shown) {
    assertThat(shown(url, Headers.empty(), "{}").url()).isEqualTo(shown);
  }

  @Test
  void body_showsNoKey() {
    String body = "{\"prompt\":\"my key is " + KEY + ", a secret\"}";
    assertThat(shown("https://h/v1", Headers.empty(), body).body())
        .isEqualTo("{\"prompt\":\"my key is ****, a secret\"}");
  }

  @Test
  void longerSecret_isTakenOutBeforeTheOneItBeginsWith() {
    redaction.hide(Secret.of("sk-canary"));
    assertThat(redaction.text(KEY + " sk-canary")).isEqualTo("**** ****");
  }

  @Test
  void nothingOfIt_isPrinted() {
    assertThat(redaction.toString()).doesNotContain("canary");
  }

  private ShownRequest shown(String url, Headers headers, String body) {
    return redaction.shown(
        "POST", URI.create(url), headers, body.getBytes(StandardCharsets.UTF_8), List.of());
  }
}
