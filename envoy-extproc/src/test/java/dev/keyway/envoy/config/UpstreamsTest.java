package dev.keyway.envoy.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.policy.Policy;
import dev.keyway.provider.ProviderUrls;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UpstreamsTest {

  @Test
  void listedProviders_haveAClusterAnOrigin() {
    assertThat(clusters(Setups.UPSTREAMS, Setups.openAiElseAnthropic("chat")))
        .containsExactly(
            "openai/https/api.openai.com/443", "anthropic/https/api.anthropic.com/443");
  }

  @Test
  void providersThatClientsMayBringKeysFor_haveOneToo() {
    Policy open = Setups.policy("open", "{}");

    assertThat(clusters(Setups.UPSTREAMS, open))
        .contains("mistral/https/api.mistral.ai/443", "xai/https/api.x.ai/443")
        .noneMatch(name -> name.startsWith("azure-openai/"));
  }

  @Test
  void disabledProviders_haveNone() {
    Policy policy = Setups.policy("p", "{providers: [{id: xai, disabled: true}]}");

    assertThat(clusters(Setups.UPSTREAMS, policy)).noneMatch(name -> name.startsWith("xai/"));
  }

  @Test
  void movedProviders_areWhereTheOperatorSays() {
    Upstreams moved = Setups.upstreams(Map.of("openai", "http://127.0.0.1:9000/v1"));

    assertThat(clusters(moved, Setups.openAiElseAnthropic("chat")))
        .contains("openai/http/127.0.0.1/9000")
        .noneMatch(name -> name.contains("api.openai.com"));
  }

  @Test
  void policiesWithOneOrigin_shareIt() {
    Policy one = Setups.openAiElseAnthropic("one");
    Policy other = Setups.openAiElseAnthropic("other");

    assertThat(Setups.UPSTREAMS.of(List.of(one, other))).hasSize(2);
  }

  @Test
  void filesOfAConnection_areThoseOfItsProvider() {
    TlsFiles files = new TlsFiles("/ca.pem", "/me.pem", "/me-key.pem");
    Upstreams upstreams = new Upstreams(ProviderUrls.NONE, Map.of("vllm", files));

    assertThat(upstreams.of(List.of(Setups.at("https://10.0.0.9/v1"))))
        .singleElement()
        .satisfies(one -> assertThat(one.tls()).isEqualTo(files));
  }

  @Test
  void address_isHostAndPort() {
    assertThat(address("https://API.example.com/v1"))
        .isEqualTo(new Address.Tcp("api.example.com", 443));
    assertThat(address("http://api.example.com")).isEqualTo(new Address.Tcp("api.example.com", 80));
    assertThat(address("http://api.example.com:/v1"))
        .isEqualTo(new Address.Tcp("api.example.com", 80));
    assertThat(address("http://[::1]:8000/v1")).isEqualTo(new Address.Tcp("::1", 8000));
    assertThat(address("http://[::1]/v1")).isEqualTo(new Address.Tcp("::1", 80));
    assertThat(address("http://model_server:8000"))
        .isEqualTo(new Address.Tcp("model_server", 8000));
  }

  private static Address address(String url) {
    return new Upstream("p", URI.create(url), TlsFiles.NONE).address();
  }

  private static List<String> clusters(Upstreams upstreams, Policy policy) {
    return upstreams.of(List.of(policy)).stream().map(Upstream::cluster).toList();
  }
}
