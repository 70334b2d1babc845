package dev.keyway.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.http.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that rules send elsewhere, here and by way of the client. */
class UrlActionsTest {

  private static final String TELL =
      """
      - type: custom-response
        config: {body: "${actions.ngrok.url_rewrite.url} ${actions.ngrok.url_rewrite.matches.join('+')}"}
      """;

  @Test
  void rewritten_hasAnotherPathAndQuery() {
    Desk desk = rewrite("{from: '/openai/v1/', to: /v1/}").at("/openai/v1/chat/completions", "a=b");

    RequestRun run = desk.ran();

    assertThat(run.head().path()).isEqualTo("/v1/chat/completions");
    assertThat(run.head().query()).isEqualTo("a=b");
    assertThat(run.changedHead()).isTrue();
    assertThat(Desk.text(desk.run()))
        .isEqualTo("http://gw.example/v1/chat/completions?a=b /openai/v1/");
  }

  @Test
  void expressions_arePutInFirst() {
    Desk desk =
        rewrite("{from: '^http://${req.headers[\"host\"][0]}/x', to: 'https://b.example/$arg_to'}")
            .at("/x", "to=y");

    RequestRun run = desk.ran();

    assertThat(run.head().path()).isEqualTo("/y");
    assertThat(run.head().query()).isEqualTo("to=y");
    assertThat(run.head().headers().all("host")).containsExactly("b.example");
  }

  @Test
  void whatDoesNotMatch_staysAsItIs() {
    Desk desk = rewrite("{from: /nothing, to: /else}");

    assertThat(desk.ran().changedHead()).isFalse();
    assertThat(Desk.text(desk.run())).isEqualTo("http://gw.example/v1/chat/completions ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{to: elsewhere}", "{to: '/${vars.gone}'}", "{from: '${vars.gone}', to: /}"})
  void whatIsNoPath_endsTheRule(String config) {
    RequestRun run = Desk.of("url-rewrite", config).ran();

    assertThat(run.changedHead()).isFalse();
    assertThat(run.traces().getFirst().error()).isNotNull();
  }

  @Test
  void aPatternThatARequestBrings_isBounded() {
    Desk desk =
        rewrite("{from: \"${req.headers['x-from'][0]}\", to: /}")
            .headers("x-from", "((a{100}){100}){100}");

    assertThat(desk.ran().traces().getFirst().error()).isEqualTo("bad_pattern");
  }

  @Test
  void redirected_hasStatusLocationAndHeaders() {
    Desk desk =
        Desk.of(
                "redirect",
                "{from: '/v0/', to: /v1/, status_code: 308, headers: {Cache-Control: no-store}}")
            .at("/v0/models", "a=b");

    assertThat(desk.run())
        .isInstanceOfSatisfying(
            Turn.Answer.class,
            answer -> {
              assertThat(answer.status()).isEqualTo(308);
              assertThat(answer.headers())
                  .isEqualTo(Headers.of("cache-control", "no-store", "location", "/v1/models?a=b"));
              assertThat(answer.body()).isEmpty();
            });
  }

  @Test
  void redirect_isFoundByDefault_andToWherever() {
    Turn.Answer answer =
        (Turn.Answer) Desk.of("redirect", "{to: 'https://b.example/a b$uri'}").run();

    assertThat(answer.status()).isEqualTo(302);
    assertThat(answer.headers().first("location"))
        .isEqualTo("https://b.example/a%20b/v1/chat/completions");
  }

  @Test
  void redirectToWhereItIs_isNone() {
    assertThat(Desk.of("redirect", "{from: /v1/, to: /v1/}").run()).isEqualTo(new Turn.Past());
    assertThat(Desk.of("redirect", "{from: /v2/, to: /v1/}").run()).isEqualTo(new Turn.Past());
  }

  @Test
  void aLineBreak_getsIntoNoHeader() {
    Desk desk =
        Desk.of(
            """
            - type: set-vars
              config: {vars: [{next: "/a\\r\\nset-cookie: a=b"}]}
            - type: redirect
              config: {to: "${vars.next}"}
            """);

    assertThat(desk.run()).isEqualTo(new Turn.Past());
    assertThat(desk.ran().traces().getFirst().error()).isEqualTo("control_character");
  }

  private static Desk rewrite(String config) {
    return Desk.of("- type: url-rewrite\n  config: " + config + "\n" + TELL);
  }
}
