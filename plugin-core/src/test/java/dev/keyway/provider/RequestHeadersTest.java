package dev.keyway.provider;

import static dev.keyway.catalogue.Definitions.provider;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.AuthStyle;
import dev.keyway.catalogue.Definitions;
import dev.keyway.expression.Evaluation;
import dev.keyway.http.Headers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestHeadersTest {

  @ParameterizedTest
  @CsvSource({
    "openai, false, authorization, Bearer sk-policy",
    "anthropic, false, authorization, Bearer sk-policy",
    "anthropic, true, x-api-key, sk-policy",
    "deepseek, true, authorization, Bearer sk-policy",
    "google, false, authorization, Bearer sk-policy",
  })
  void key_travelsAsTheProviderWantsIt(
      String provider, boolean messages, String header, String value) {
    AttemptCase attempt = AttemptCase.to(provider);
    Headers headers = (messages ? attempt.messages() : attempt).prepared().headers();
    assertThat(headers.all(header)).containsExactly(value);
    assertThat(credentials(headers)).hasSize(1);
  }

  @Test
  void azure_getsItsHeader() {
    Headers headers =
        AttemptCase.to(provider("azure-openai").at("https://a.openai.azure.com/openai/v1"))
            .prepared()
            .headers();
    assertThat(credentials(headers)).containsExactly(Map.entry("api-key", "sk-policy"));
  }

  @Test
  void withoutKey_noCredentialIsSent() {
    Headers headers =
        AttemptCase.to(provider("ollama").at("http://localhost:11434"))
            .key(null)
            .headers("authorization", "Bearer of-the-host", "x-api-key", "k")
            .prepared()
            .headers();
    assertThat(credentials(headers)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization",
        "X-Api-Key",
        "api-key",
        "x-goog-api-key",
        "Cookie",
        "x-provider-key",
        "apikey",
        "Proxy-Authorization",
        "x-keyway-context",
        "X-KEYWAY-anything",
        "x-consumer-username",
        "X-Credential-Identifier",
        "X-Anonymous-Consumer",
        "X-Authenticated-Groups",
        "X-Userinfo",
        "X-Access-Token",
        "X-Id-Token",
        "x-jwt-assertion",
        "x-goog-iap-jwt-assertion",
        "cf-access-jwt-assertion",
        "X-Amzn-Oidc-Data",
        "x-ms-client-principal",
        "X-Auth-Request-Email",
        "remote-user",
        "X-Forwarded-For",
        "x-forwarded-client-cert",
        "Forwarded",
        "X-Real-IP",
        "Via",
        "x-envoy-external-address",
        "traceparent",
        "x-b3-traceid",
        "Connection",
        "Keep-Alive",
        "TE",
        "Trailer",
        "Transfer-Encoding",
        "Upgrade",
        "Proxy-Connection",
        "HTTP2-Settings",
        "Expect",
        "Host",
        "Content-Length",
        "Content-Encoding",
        "ocp-apim-subscription-key",
        "x-portkey-api-key",
        "helicone-auth",
        "x-amz-security-token",
        "x-csrf-token",
        "origin",
        "Referer",
        "sec-fetch-mode",
        "openai-organization",
        "OpenAI-Project",
      })
  void clientsHeader_staysHere(String name) {
    Headers headers =
        AttemptCase.to("google").headers(name, "canary", "x-app", "kept").prepared().headers();
    headers.forEach((header, value) -> assertThat(value).as(header).doesNotContain("canary"));
    assertThat(headers.first("x-app")).isEqualTo("kept");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "User-Agent",
        "Accept",
        "anthropic-beta",
        "anthropic-version",
        "OpenAI-Beta",
        "Idempotency-Key",
        "X-Stainless-Lang",
        "HTTP-Referer",
        "X-Title",
        "X-Client-Request-Id",
      })
  void clientsHeader_goesOn(String name) {
    Headers headers = AttemptCase.to("openai").headers(name, "as sent").prepared().headers();
    assertThat(headers.all(name)).containsExactly("as sent");
  }

  @Test
  void headersListedByConnection_areOneHopsOwn() {
    Headers headers =
        AttemptCase.to("openai")
            .headers(
                "Connection", "close, X-Hop ", "x-hop", "1", "connection", "x-two", "X-Two", "2")
            .prepared()
            .headers();
    assertThat(headers.contains("x-hop")).isFalse();
    assertThat(headers.contains("x-two")).isFalse();
  }

  /** Whoever is asked: what a client sends in that header is for one provider alone. */
  @ParameterizedTest
  @ValueSource(strings = {"openai", "anthropic", "house"})
  void keyHeaderOfAnyProviderOfThePolicy_staysHere(String asked) {
    Definitions house =
        provider("house").at("https://h.example.com").auth(AuthStyle.header("X-House-Token2"));
    AttemptCase attempt =
        asked.equals("house") ? AttemptCase.to(house) : AttemptCase.to(asked).beside(house);
    Headers headers =
        attempt.headers("x-house-token2", "canary", "x-app", "kept").prepared().headers();
    headers.forEach((header, value) -> assertThat(value).as(header).doesNotContain("canary"));
    assertThat(headers.first("x-app")).isEqualTo("kept");
  }

  @Test
  void addition_neverSetsAnotherProvidersKeyHeader() {
    Headers headers =
        AttemptCase.to("openai")
            .beside(provider("house").at("https://h.example.com").auth(AuthStyle.header("x-house")))
            .addHeader("X-House", "added")
            .prepared()
            .headers();
    assertThat(headers.contains("x-house")).isFalse();
  }

  @Test
  void connectionHeader_canNotTakeOurKeyAway() {
    Headers headers =
        AttemptCase.to("openai")
            .headers("connection", "authorization, content-type")
            .prepared()
            .headers();
    assertThat(headers.first("authorization")).isEqualTo("Bearer sk-policy");
  }

  /** A server that took the client's word could read another model out of the same bytes. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/x-www-form-urlencoded",
        "application/json; charset=utf-7",
        "text/plain",
        "application/json"
      })
  void bodyIsCalledWhatItWasReadAs(String claimed) {
    Headers headers =
        AttemptCase.to("openai")
            .headers("Content-Type", claimed, "Connection", "content-type")
            .prepared()
            .headers();
    assertThat(headers.all("content-type")).containsExactly("application/json");
  }

  @Test
  void order_andRepetitionOfTheClientsHeaders_stay() {
    Headers headers =
        AttemptCase.to("openai").headers("a", "1", "b", "2", "A", "3").prepared().headers();
    assertThat(headers.all("a")).containsExactly("1", "3");
  }

  @Test
  void bodyIsJson_andAnswersAreAskedForAsTheyAre() {
    Headers headers =
        AttemptCase.to("openai").headers("Accept-Encoding", "gzip, br").prepared().headers();
    assertThat(headers.first("content-type")).isEqualTo("application/json");
    assertThat(headers.all("accept-encoding")).containsExactly("identity");
  }

  @Test
  void anthropicVersion_isTheClientsElseOurs() {
    assertThat(AttemptCase.to("anthropic").messages().prepared().headers().all("anthropic-version"))
        .containsExactly("2023-06-01");
    assertThat(
            AttemptCase.to("anthropic")
                .messages()
                .headers("Anthropic-Version", "2099-01-01")
                .prepared()
                .headers()
                .all("anthropic-version"))
        .containsExactly("2099-01-01");
    assertThat(AttemptCase.to("anthropic").prepared().headers().contains("anthropic-version"))
        .isFalse();
  }

  @Test
  void additions_overrideTheClient() {
    Headers headers =
        AttemptCase.to("openai")
            .headers("X-Team", "client", "User-Agent", "sdk")
            .addHeader("x-team", "policy")
            .addHeader("openai-organization", "org-1")
            .addHeader("x-number", 3L)
            .addHeader("x-absent", null)
            .prepared()
            .headers();
    assertThat(headers.all("x-team")).containsExactly("policy");
    assertThat(headers.first("openai-organization")).isEqualTo("org-1");
    assertThat(headers.first("x-number")).isEqualTo("3");
    assertThat(headers.contains("x-absent")).isFalse();
    assertThat(headers.first("user-agent")).isEqualTo("sdk");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization",
        "x-api-key",
        "api-key",
        "Host",
        "Content-Length",
        "Transfer-Encoding",
        "connection",
        "accept-encoding",
        "x-keyway-id",
        "X-House-Key",
      })
  void additions_neverTouchCredentialHostOrFraming(String name) {
    Headers headers =
        AttemptCase.to(
                provider("house").at("https://a.example.com").auth(AuthStyle.header("x-house-key")))
            .addHeader(name, "added")
            .prepared()
            .headers();
    assertThat(headers.all(name)).doesNotContain("added");
    assertThat(headers.all("x-house-key")).containsExactly("sk-policy");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nx: y", "a\nb", "a\rb", "a\u0000b", "a\u0085b"})
  void lineBreaksInAdditions_refuseTheRequest(String value) {
    assertThat(AttemptCase.to("openai").addHeader("x-team", value).prepare())
        .isInstanceOfSatisfying(
            Preparation.Impossible.class,
            impossible ->
                assertThat(impossible.refusal().message())
                    .contains("x-team")
                    .contains("line break")
                    .doesNotContain(value));
    assertThat(AttemptCase.to("openai").addQuery("q", value).prepare())
        .isInstanceOf(Preparation.Impossible.class);
  }

  @Test
  void listsInHeaders_refuseTheRequest() {
    assertThat(AttemptCase.to("openai").addHeader("x-team", List.of("a")).prepare())
        .isInstanceOf(Preparation.Impossible.class);
  }

  @Test
  void additionThatFails_refusesTheRequest_sayingWhere() {
    Preparation preparation =
        AttemptCase.to("openai")
            .addField("user", AttemptCase.yielding(new Evaluation.Failure("no_such_key", 1, 7)))
            .prepare();
    assertThat(((Preparation.Impossible) preparation).refusal().message())
        .contains("user", "no_such_key", "column 7");
  }

  @Test
  void keyWithALineBreak_isSentWithoutIt() {
    Headers headers = AttemptCase.to("openai").key("sk-1\r\nx-evil: 1").prepared().headers();
    assertThat(headers.first("authorization")).isEqualTo("Bearer sk-1x-evil: 1");
  }

  @Test
  void passthrough_movesTheClientsKeyToWhereTheProviderWantsIt() {
    Headers headers =
        AttemptCase.to("anthropic")
            .messages()
            .headers("x-provider-key", "sk-client", "authorization", "Bearer of-the-host")
            .key("sk-client")
            .prepared()
            .headers();
    assertThat(credentials(headers)).containsExactly(Map.entry("x-api-key", "sk-client"));
  }

  @Test
  void passthrough_keepsAnthropicsTokensInTheirHeader() {
    Headers headers =
        AttemptCase.to("anthropic")
            .messages()
            .headers("Authorization", "bearer sk-ant-oat01", "x-api-key", "other")
            .key("sk-ant-oat01")
            .prepared()
            .headers();
    assertThat(credentials(headers))
        .containsExactly(Map.entry("authorization", "Bearer sk-ant-oat01"));
  }

  @Test
  void passthrough_leavesTheChoiceOfAccountToTheClient() {
    Headers headers =
        AttemptCase.to("openai")
            .headers("Authorization", "Bearer sk-client", "OpenAI-Organization", "org-2")
            .key("sk-client")
            .prepared()
            .headers();
    assertThat(headers.first("openai-organization")).isEqualTo("org-2");
  }

  /** Attempts are made from the client's request, so what one was given can't reach the next. */
  @Test
  void attemptsAtDifferentProviders_shareNoCredential() {
    String[] client = {"authorization", "Bearer kw-caller", "x-api-key", "client-2", "x-app", "a"};
    List<Definitions> providers =
        List.of(
            provider("openai"),
            provider("anthropic"),
            provider("azure-openai").at("https://a.openai.azure.com/openai/v1"),
            provider("house").at("https://h.example.com").auth(AuthStyle.query("tok")),
            provider("house").at("https://h.example.com").auth(AuthStyle.header("x-house-key")));
    for (Definitions provider : providers) {
      String key = "sk-only-" + provider.get().id();
      PreparedAttempt attempt = AttemptCase.to(provider).headers(client).key(key).prepared();
      StringBuilder wire = new StringBuilder(attempt.target().toString());
      attempt.headers().forEach((name, value) -> wire.append('\n').append(name).append(value));
      assertThat(wire.toString().split("sk-only-", -1)).hasSize(2);
      assertThat(wire).contains(key).doesNotContain("kw-caller").doesNotContain("client-2");
      assertThat(attempt.toString()).doesNotContain("sk-only");
    }
  }

  private static List<Map.Entry<String, String>> credentials(Headers headers) {
    List<Map.Entry<String, String>> found = new java.util.ArrayList<>();
    headers.forEach((name, value) -> {
      String lower = name.toLowerCase(Locale.ROOT);
      if (lower.equals("authorization") || lower.endsWith("-key")) {
        found.add(Map.entry(lower, value));
      }
    });
    return found;
  }
}
