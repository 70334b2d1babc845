package dev.keyway.scripted;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AloneTest {

  @Test
  void keysAreAnsweredAsTold_andOthersAsByAModel() throws Exception {
    try (ScriptedProvider provider = Alone.start("openai", "0", "a=b=429", "revoked=401")) {
      assertThat(Client.chat(provider).statusCode()).isEqualTo(200);
      assertThat(Client.chatWithKey(provider, "a=b").statusCode()).isEqualTo(429);
      assertThat(Client.chatWithKey(provider, "revoked").statusCode()).isEqualTo(401);
    }
  }
}
