package dev.keyway.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyFileTest {

  @ParameterizedTest
  @CsvSource({
    "chat.yaml, chat",
    "some/where/chat.v2.json, chat.v2",
    "examples/quickstart/policy.yaml, quickstart",
    "/policy.yaml, policy",
    ".hidden, .hidden"
  })
  void name_comesFromTheFileOrItsFolder(String path, String name) {
    assertThat(PolicyFile.of(Path.of(path)).name()).isEqualTo(name);
  }
}
