package dev.keyway.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DestinationTest {

  @ParameterizedTest
  @EnumSource
  void path_of_a_surface_leads_there(Surface surface) {
    assertThat(Destination.ofPath(surface.path())).isSameAs(surface);
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/messages/count_tokens, ANTHROPIC",
    "/v1/messages/batches, ANTHROPIC",
    "/v1/messages/batches/msgbatch_1/results, ANTHROPIC",
    "/v1/messages/, ANTHROPIC",
    "/v1/messages2, OPENAI",
    "/V1/messages/batches, OPENAI",
    "/v1/chat/completions/, OPENAI",
    "/v1/files, OPENAI",
    "/, OPENAI",
    "*, OPENAI",
    "'', OPENAI"
  })
  void any_other_path_is_unknown_in_the_format_of_who_asks_for_it(String path, Format format) {
    assertThat(Destination.ofPath(path)).isEqualTo(new Destination.Unknown(format));
  }
}
