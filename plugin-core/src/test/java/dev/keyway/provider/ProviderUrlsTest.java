package dev.keyway.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderUrlsTest {

  @Test
  void provider_isFoundInAnyCase() {
    URI url = URI.create("http://localhost:1");
    assertThat(new ProviderUrls(Map.of("OpenAI", url)).of("openAI")).isEqualTo(url);
    assertThat(ProviderUrls.NONE.of("openai")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:9000", "/v1", "ftp://host", "http:/v1", "mailto:a"})
  void url_mustNameAHostOverHttp(String url) {
    assertThatThrownBy(() -> new ProviderUrls(Map.of("openai", URI.create(url))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("openai");
  }
}
