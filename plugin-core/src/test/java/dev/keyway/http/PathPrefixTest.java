package dev.keyway.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathPrefixTest {

  @ParameterizedTest
  @CsvSource({
    "'', /v1/models, /v1/models",
    "/ai, /ai/v1/models, /v1/models",
    "/ai, /v1/models, /v1/models",
    "/ai, /ain/v1/models, /ain/v1/models",
    "/ai, /ai, /ai",
    "/ai, /ai/, /",
    "/v1, /v1/v1/models, /v1/models",
  })
  void only_whole_segments_are_taken_off(String prefix, String path, String below) {
    assertThat(PathPrefix.off(prefix, path)).isEqualTo(below);
  }
}
