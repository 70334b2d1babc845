package dev.keyway.provider;

import static dev.keyway.catalogue.Definitions.provider;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.AuthStyle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpstreamUrlTest {

  @ParameterizedTest
  @CsvSource({
    "https://api.openai.com/v1/, https://api.openai.com/v1/chat/completions",
    "https://api.openai.com/v1, https://api.openai.com/v1/chat/completions",
    "https://ollama.internal, https://ollama.internal/v1/chat/completions",
    "https://ollama.internal/, https://ollama.internal/v1/chat/completions",
    "http://localhost:11434, http://localhost:11434/v1/chat/completions",
    "https://x.openai.azure.com/openai/deployments/d, https://x.openai.azure.com/openai/deployments/d/chat/completions",
    "https://x.openai.azure.com/openai/v1?api-version=preview, https://x.openai.azure.com/openai/v1/chat/completions?api-version=preview",
    "https://u:p@llm.example.com/a%20b//, https://llm.example.com/a%20b/chat/completions",
    "http://llm_server:8000/v1, http://llm_server:8000/v1/chat/completions",
    "http://[::1]:8000, http://[::1]:8000/v1/chat/completions",
  })
  void path_followsTheBaseUrl(String baseUrl, String target) {
    PreparedAttempt attempt = AttemptCase.to(provider("house").at(baseUrl)).prepared();
    assertThat(attempt.target()).hasToString(target);
  }

  @ParameterizedTest
  @CsvSource({
    "anthropic, https://api.anthropic.com/v1/messages",
    "deepseek, https://api.deepseek.com/anthropic/v1/messages",
  })
  void anthropicFormat_hasItsOwnAddress(String provider, String target) {
    assertThat(AttemptCase.to(provider).messages().prepared().target()).hasToString(target);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, -",
        "'', -",
        "beta=true, beta=true",
        "key=AIza&beta=true, beta=true",
        "%6Bey=AIza&b=1, b=1",
        "KEY=AIza&Api_Key=x&access_token=y&apikey=z, -",
        "a=1&a=2&b, a=1&a=2&b",
        "api-version=evil, -",
        "%61pi-version=evil&c=3, c=3",
        "q={a|b}, q=%7Ba%7Cb%7D",
        "q=100%, q=100%25",
        "q=é, q=%C3%A9",
        "q=a[]%5B+%20, q=a[]%5B+%20",
      })
  void query_isTheClientsLessCredentials_afterThePolicys(String client, String expected) {
    PreparedAttempt attempt =
        AttemptCase.to(provider("house").at("https://a.example.com/v1?api-version=1"))
            .query(client)
            .prepared();
    assertThat(attempt.target().getRawQuery())
        .isEqualTo("api-version=1" + (expected == null ? "" : "&" + expected));
  }

  @Test
  void keyParameterOfAnyProviderOfThePolicy_staysHere() {
    PreparedAttempt attempt =
        AttemptCase.to("openai")
            .beside(
                provider("house").at("https://h.example.com").auth(AuthStyle.query("House-Tok")))
            .query("house%2Dtok=canary&HOUSE-TOK=canary&a=1")
            .prepared();
    assertThat(attempt.target().getRawQuery()).isEqualTo("a=1");
  }

  @Test
  void addedParameters_overrideAll() {
    PreparedAttempt attempt =
        AttemptCase.to(provider("house").at("https://a.example.com/v1?api-version=1&z=0"))
            .query("team=mine&x=1")
            .addQuery("team", "a & b/é")
            .addQuery("api-version", "2")
            .addQuery("absent", null)
            .prepared();
    assertThat(attempt.target().getRawQuery().split("&"))
        .containsExactlyInAnyOrder("z=0", "team=a%20%26%20b%2F%C3%A9", "api-version=2", "x=1");
  }

  @Test
  void keyInTheQuery_isEncoded_andShownToNobody() {
    PreparedAttempt attempt =
        AttemptCase.to(
                provider("house").at("https://a.example.com/v1").auth(AuthStyle.query("tok")))
            .query("TOK=clients&x=1")
            .addQuery("tok", "added")
            .key("s&k=1")
            .prepared();
    assertThat(attempt.target().getRawQuery()).isEqualTo("x=1&tok=s%26k%3D1");
    assertThat(attempt.toString()).doesNotContain("tok").contains("/v1/chat/completions");
    assertThat(attempt.headers().contains("authorization")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "openai, http://127.0.0.1:9001, http://127.0.0.1:9001/v1/chat/completions",
    "OpenAI, http://egress.internal/openai/v1, http://egress.internal/openai/v1/chat/completions",
    "open-ai, http://egress.internal/o, http://egress.internal/o/chat/completions",
    "google, http://127.0.0.1:9001, https://api.openai.com/v1/chat/completions",
  })
  void providerUrls_sendTrafficElsewhere(String provider, String url, String target) {
    assertThat(AttemptCase.to("openai").urls(provider, url).prepared().target())
        .hasToString(target);
  }

  @Test
  void providerUrls_moveTheAnthropicFormatToo_andChangeNothingElse() {
    PreparedAttempt attempt =
        AttemptCase.to("anthropic")
            .messages()
            .urls("anthropic", "http://localhost:9002")
            .prepared();
    assertThat(attempt.target()).hasToString("http://localhost:9002/v1/messages");
    assertThat(attempt.headers().first("x-api-key")).isEqualTo("sk-policy");
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example.com, a.example.com, 443, true",
    "http://a.example.com, a.example.com, 80, false",
    "HTTP://llm_server:8000/v1, llm_server, 8000, false",
    "https://[2001:db8::1]/v1, 2001:db8::1, 443, true",
    "https://[::1]:8443, ::1, 8443, true",
  })
  void attempt_saysWhereToConnect(String baseUrl, String host, int port, boolean tls) {
    PreparedAttempt attempt = AttemptCase.to(provider("house").at(baseUrl)).prepared();
    assertThat(attempt.host()).isEqualTo(host);
    assertThat(attempt.port()).isEqualTo(port);
    assertThat(attempt.tls()).isEqualTo(tls);
  }
}
