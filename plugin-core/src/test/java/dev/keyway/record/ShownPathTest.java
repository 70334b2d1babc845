package dev.keyway.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.request.Destination;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShownPathTest {

  @ParameterizedTest
  @CsvSource({
    "/v1/chat/completions, /v1/chat/completions",
    "/v1/messages/count_tokens, /v1/messages/count_tokens",
    "/sk-CANARY-0123456789abcdef/v1/chat/completions, /****/v1/chat/completions",
    "/v1/chat/completions/, /v1/chat/completions/",
    "/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q/r/s, /a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q/r/s",
    "/a/b/c/d/e/f/g/h/i/j/k/l/m/n/a-b-c-d/e-f-g-h/i-j-k-l-m, "
        + "/a/b/c/d/e/f/g/h/i/j/k/l/m/n/****",
    "/v1/models, /v1/models",
    "/v1/models/gpt-4o, /v1/models/gpt-4o",
    "/v1/models/sk-CANARY-0123456789abcdef, /v1/models/****",
    "'', ''"
  })
  void what_may_be_a_key_is_left_out(String path, String shown) {
    assertThat(ShownPath.of(Destination.ofPath(path, false), path)).isEqualTo(shown);
  }
}
