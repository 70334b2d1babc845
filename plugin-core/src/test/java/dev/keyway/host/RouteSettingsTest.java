package dev.keyway.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.document.DocumentReader;
import dev.keyway.document.Fields;
import dev.keyway.document.ProblemReport;
import dev.keyway.document.Problems;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteSettingsTest {

  private final Problems problems = new Problems();

  @Test
  void route_that_names_its_policy_is_read() {
    RouteSettings settings = read("{policy: chat, prefix: /ai, vars: {team: search, level: 3}}");

    assertThat(settings)
        .isEqualTo(
            new RouteSettings(
                new RoutePolicy.Named("chat"), "/ai", Map.of("team", "search", "level", "3")));
  }

  @Test
  void route_that_brings_its_policy_does_not_print_it() {
    assertThat(read("{policy_inline: 'providers: []'}"))
        .hasToString("RouteSettings[policy=Inline[13 bytes], prefix=, vars={}]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                  | names no policy: set policy to the name of one
          {policy: '', policy_inline: ' '}    | names no policy: set policy to the name of one
          {policy: a, policy_inline: b}       | policy and policy_inline exclude each other: remove one
          {policy: 7}                         | policy: expected text
          {policy: a, prefix: ai}             | prefix: expected a path prefix that starts with /
          {policy: a, vars: [b]}              | vars: expected an object
          """)
  void wrong_routes_are_told_what_is_wrong(String yaml, String problem) {
    read(yaml);

    assertThat(new ProblemReport("route", problems.inOrder()).text()).contains(problem);
  }

  @ParameterizedTest
  @CsvSource({"/ai/, /ai", "/, ''", "/a/b, /a/b", "'', ''"})
  void slash_at_the_end_of_a_prefix_is_left_out(String written, String prefix) {
    assertThat(read("{policy: a, prefix: '" + written + "'}").prefix()).isEqualTo(prefix);
  }

  private @Nullable RouteSettings read(String yaml) {
    byte[] text = yaml.getBytes(StandardCharsets.UTF_8);
    return RouteSettings.read(Fields.of(DocumentReader.read(text, problems), problems), problems);
  }
}
