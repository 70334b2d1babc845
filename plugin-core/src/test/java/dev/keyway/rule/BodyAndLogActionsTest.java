package dev.keyway.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.refusal.ErrorCode;
import dev.keyway.request.ClientBody;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Bodies that rules edit, and what they log. */
class BodyAndLogActionsTest {

  @Test
  void body_isReadThenEdited_andMatchesAreTold() {
    Desk desk =
        Desk.of(
            """
            - type: request-body-find-replace
              config:
                replacements:
                  - {from: "[a-z.]+@example\\\\.com", to: "(mail)"}
                  - {from: nothing}
                  - {from: '"user":\\s*"([^"]*)",'}
            - type: log
              config: {metadata: {matched: "${actions.ngrok.request_body_find_replace.replacements}"}}
            """);
    assertThat(desk.run()).isEqualTo(new Turn.Body());
    desk.body = bytes("{\"user\": \"me\",\"text\":\"me@example.com, you@example.com\"}");

    assertThat(text(desk.ran().body().bytes())).isEqualTo("{\"text\":\"(mail), (mail)\"}");
    assertThat(desk.logs)
        .containsExactly(
            Map.of(
                "matched",
                List.of(
                    Map.of("replacement_index", 0L, "matched_content", "me@example.com"),
                    Map.of("replacement_index", 2L, "matched_content", "\"user\": \"me\","))));
  }

  @Test
  void bytesThatAreNoText_passAsTheyAre() {
    Desk desk = Desk.of("request-body-find-replace", "{replacements: [{from: x, to: y}]}");
    desk.body = new byte[] {(byte) 0xFF, 'x', (byte) 0xC3, '"'};

    assertThat(desk.ran().body().bytes()).containsExactly(0xFF, 'y', 0xC3, '"');
  }

  @Test
  void aBodyWithoutMatch_isTheSame() {
    Desk desk = Desk.of("request-body-find-replace", "{replacements: [{from: x, to: y}]}");
    desk.body = bytes("abc");

    assertThat(desk.ran().body().bytes()).isSameAs(desk.body);
  }

  /** What should have been taken out must not leave. */
  @Test
  void aBodyThatCannotBeEdited_isRefused() {
    Desk desk = Desk.of("request-body-find-replace", "{replacements: [{from: 'a*b|a'}]}");
    RequestRun run = desk.ran();
    run.read(ClientBody.whole("a".repeat(100_000).getBytes(StandardCharsets.UTF_8)));

    assertThat(run.next())
        .isInstanceOfSatisfying(
            Turn.Refused.class,
            refused -> assertThat(refused.refusal().code()).isEqualTo(ErrorCode.RULE_FAILED));
  }

  @Test
  void aBodyOfWhichOnlyTheBeginningIsKept_isRefused() {
    Desk desk = Desk.of("request-body-find-replace", "{replacements: [{from: x, to: y}]}");
    RequestRun run = desk.ran();
    run.read(new ClientBody(bytes("abc"), false));

    assertThat(run.next())
        .isInstanceOfSatisfying(
            Turn.Refused.class,
            refused -> {
              assertThat(refused.refusal().code()).isEqualTo(ErrorCode.REQUEST_TOO_LARGE);
              assertThat(refused.refusal().message()).contains("3 bytes", "limits.request_body");
            });
  }

  @Test
  void aPatternThatIsNone_isRefused() {
    Desk desk =
        Desk.of(
                "request-body-find-replace",
                "{replacements: [{from: \"${req.headers['x-p'][0]}\"}]}")
            .headers("x-p", "(");
    RequestRun run = desk.ran();
    run.read(ClientBody.whole(bytes("abc")));

    assertThat(run.next()).isInstanceOf(Turn.Refused.class);
  }

  @Test
  void logged_isAnyShape_withExpressionsInside() {
    Desk desk =
        Desk.of(
            """
            - type: set-vars
              config: {vars: [{team: blue}]}
            - type: log
              config:
                metadata:
                  message: "from ${vars.team}"
                  more: {team: "${vars.team}", list: [1, "${size(vars.team)}", true]}
                  gone: "${vars.gone}"
            - type: custom-response
              config: {body: "${actions.ngrok.log.metadata.more.team}"}
            """);

    assertThat(Desk.text(desk.run())).isEqualTo("blue");
    assertThat(desk.logs)
        .containsExactly(
            Map.of(
                "message",
                "from blue",
                "more",
                Map.of("team", "blue", "list", List.of(1L, 4L, true))));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
