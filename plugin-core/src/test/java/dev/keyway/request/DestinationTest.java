package dev.keyway.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DestinationTest {

  @ParameterizedTest
  @EnumSource
  void path_of_a_surface_leads_there(Surface surface) {
    assertThat(Destination.ofPath(surface.path(), true)).isSameAs(surface);
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/models,",
    "/v1/models/gpt-4o, gpt-4o",
    "/v1/models/openrouter:meta-llama/llama-3, openrouter:meta-llama/llama-3",
    "/v1/models/openrouter%3Ameta-llama%2Fllama-3, openrouter:meta-llama/llama-3",
    "/v1/models/a%20b+c%25, a b+c%",
    "/v1/models/100%, 100%",
    "/v1/models/%zz, %zz",
    "/v1/models//, /",
  })
  void path_of_models_leads_to_all_or_one(String path, @Nullable String id) {
    assertThat(Destination.ofPath(path, false))
        .isEqualTo(new Destination.Models(id, Format.OPENAI));
    assertThat(Destination.ofPath(path, true))
        .isEqualTo(new Destination.Models(id, Format.ANTHROPIC));
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/models/, OPENAI",
    "/v1/models2, OPENAI",
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
    assertThat(Destination.ofPath(path, false)).isEqualTo(new Destination.Unknown(format));
    assertThat(Destination.ofPath(path, true)).isEqualTo(new Destination.Unknown(Format.ANTHROPIC));
  }
}
