package dev.keyway.route;

import static dev.keyway.catalogue.Definitions.model;
import static dev.keyway.catalogue.Definitions.provider;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.Catalogue;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names among a caller's limits that nobody knows. What limits allow: {@link RouterTest}. */
class CallerLimitsTest {

  private static final List<Catalogue> CATALOGUES =
      List.of(
          Catalogue.builtIn()
              .with(
                  List.of(
                      provider("house")
                          .aliases("own")
                          .at("https://a.example.com")
                          .models(model("llama-3", "best"))
                          .get())),
          Catalogue.builtIn());

  @ParameterizedTest
  @CsvSource({
    "openai,",
    "OPEN-AI,",
    "own,",
    "opnai, no provider opnai; did you mean openai?",
    "hause, no provider hause; did you mean house?",
    "zzzzzzzz, no provider zzzzzzzz",
  })
  void providersName(String name, String words) {
    assertThat(CallerLimits.unknown(List.of(name), null, CATALOGUES))
        .extracting(CallerLimits.Unknown::words)
        .isEqualTo(words == null ? List.of() : List.of(words));
  }

  @ParameterizedTest
  @CsvSource({
    "gpt-4o,",
    "BEST,",
    "own:best,",
    "open-ai:GPT-4o,",
    "gpt-4o-mimi, no model gpt-4o-mimi; did you mean gpt-4o-mini?",
    "openai:gpt-4o-mimi, no model openai:gpt-4o-mimi; did you mean openai:gpt-4o-mini?",
    "opnai:gpt-4o, no model opnai:gpt-4o; did you mean openai:gpt-4o?",
    "house:gpt-4o, no model house:gpt-4o",
    "auto, no model auto",
  })
  void modelsName(String name, String words) {
    List<String> told =
        CallerLimits.unknown(null, List.of(name), CATALOGUES).stream()
            .map(CallerLimits.Unknown::words)
            .toList();
    if (words == null) {
      assertThat(told).isEmpty();
    } else {
      assertThat(told).singleElement().asString().startsWith(words);
    }
  }

  @Test
  void noLimit_namesNobody() {
    assertThat(CallerLimits.unknown(null, null, CATALOGUES)).isEmpty();
  }
}
