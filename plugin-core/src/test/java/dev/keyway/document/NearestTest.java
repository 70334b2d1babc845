package dev.keyway.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

  private static final List<String> KNOWN =
      List.of("id", "base_url", "api_keys", "disabled", "metadata", "models");

  @ParameterizedTest
  @CsvSource({
    "api_key, api_keys",
    "apiKeys, api_keys",
    "baseurl, base_url",
    "model, models",
    "Id, id",
    "metdata, metadata",
    "url, ",
    "x, ",
    "something_else, "
  })
  void nearestKnownName(String name, String nearest) {
    assertThat(Nearest.of(name, KNOWN)).isEqualTo(nearest);
  }

  @Test
  void bestFirst_andNoMoreThanAsked() {
    assertThat(Nearest.of("gpt-4o-mni", List.of("gpt-4o", "gpt-4o-mini", "gpt-4o-max"), 2))
        .containsExactly("gpt-4o-mini", "gpt-4o-max");
  }

  @ParameterizedTest
  @CsvSource({
    "llama-3-8b, meta-llama/Llama-3-8b",
    "claude-opus, claude-opus-4-5-20251101",
    "cl, ",
    "opus, ",
  })
  void namesWithParts_areFoundByTheirLastPartAndTheirStart(String name, String nearest) {
    Nearest search = new Nearest(name);
    List.of("claude-opus-4-5-20251101", "meta-llama/Llama-3-8b").forEach(search::offerWithParts);
    assertThat(search.best(1)).isEqualTo(nearest == null ? List.of() : List.of(nearest));
  }

  @Test
  void hugeNamesAreNotCompared() {
    assertThat(Nearest.of("x".repeat(100_000), KNOWN)).isNull();
  }
}
