package dev.keyway.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.http.Headers;
import org.junit.jupiter.api.Test;

/** Headers that rules add to a request and take from it. */
class HeaderActionsTest {

  private static final String ADD =
      """
      - type: add-headers
        config:
          headers: {X-Team: blue, X-Path: "at ${req.url.path}", x-count: 3}
      - type: custom-response
        config: {body: "${actions.ngrok.add_headers.headers_added['x-path']}"}
      """;

  @Test
  void added_areThereAfterThoseThatWereThere() {
    Desk desk = Desk.of(ADD).headers("host", "a.example", "X-Team", "red");

    assertThat(desk.ran().head().headers())
        .isEqualTo(
            Headers.of(
                "host",
                "a.example",
                "X-Team",
                "red",
                "x-team",
                "blue",
                "x-path",
                "at /v1/chat/completions",
                "x-count",
                "3"));
    assertThat(Desk.text(desk.run())).isEqualTo("at /v1/chat/completions");
  }

  @Test
  void host_isReplaced() {
    Desk desk = Desk.of("add-headers", "{headers: {Host: b.example}}");

    assertThat(desk.ran().head().headers().all("host")).containsExactly("b.example");
  }

  @Test
  void aValueThatCannotBeSent_endsTheRule_andNothingIsAdded() {
    for (String value : new String[] {"${vars.gone}", "${req.headers}", "${vars.broken}"}) {
      Desk desk =
          Desk.of(
              """
              - type: set-vars
                config: {vars: [{broken: "a\\r\\nx-admin: 1"}]}
              - type: add-headers
                config: {headers: {x-a: 1, x-b: "%s"}}
              """
                  .formatted(value));
      RequestRun run = desk.ran();

      assertThat(run.head()).isEqualTo(desk.head);
      assertThat(run.traces().getFirst().error()).isNotNull();
    }
  }

  @Test
  void removed_areGone_andThoseThatWereThereAreTold() {
    Desk desk =
        Desk.of(
                """
                - type: remove-headers
                  config: {headers: [X-A, x-gone]}
                - type: custom-response
                  config: {body: "${actions.ngrok.remove_headers.headers_removed.join()}"}
                """)
            .headers("host", "a.example", "x-a", "1", "X-A", "2", "x-b", "3");

    assertThat(desk.ran().head().headers()).isEqualTo(Headers.of("host", "a.example", "x-b", "3"));
    assertThat(Desk.text(desk.run())).isEqualTo("x-a");
  }

  @Test
  void removing_thenAdding_replaces() {
    Desk desk =
        Desk.of(
                """
                - {type: remove-headers, config: {headers: [x-a]}}
                - {type: add-headers, config: {headers: {x-a: new}}}
                """)
            .headers("x-a", "old");

    assertThat(desk.ran().head().headers().all("x-a")).containsExactly("new");
  }

  @Test
  void removingNothing_changesNothing() {
    assertThat(Desk.of("remove-headers", "{headers: [x-a]}").ran().changedHead()).isFalse();
  }
}
