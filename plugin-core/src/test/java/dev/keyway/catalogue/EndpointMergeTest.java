package dev.keyway.catalogue;

import static dev.keyway.catalogue.Definitions.provider;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.ProviderDefinition.SupportedSurface;
import dev.keyway.http.Headers;
import dev.keyway.request.Format;
import dev.keyway.request.Surface;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a provider answers and how its key travels, by what the data and a policy say. */
class EndpointMergeTest {

  private static final AuthStyle X_API_KEY = AuthStyle.header("x-api-key");
  private static final AuthStyle API_KEY = AuthStyle.header("api-key");

  @ParameterizedTest
  @CsvSource({
    "openai, https://api.openai.com/v1,",
    "anthropic, https://api.anthropic.com/v1, https://api.anthropic.com/v1",
    "deepseek, https://api.deepseek.com, https://api.deepseek.com/anthropic/v1",
    "google, https://generativelanguage.googleapis.com/v1beta/openai,",
    "azure-openai,,",
    "ollama,,",
  })
  void builtInAddresses_areThoseOfTheReference(String id, String openAi, String anthropic) {
    Provider provider = Objects.requireNonNull(Catalogue.builtIn().provider(id));
    assertThat(url(provider, Format.OPENAI)).isEqualTo(openAi);
    assertThat(url(provider, Format.ANTHROPIC)).isEqualTo(anthropic);
  }

  @ParameterizedTest
  @CsvSource({
    "openai, https://proxy.example.com/openai/v1, https://proxy.example.com/openai/v1,",
    "anthropic, https://p.example.com, https://p.example.com, https://p.example.com",
    "anthropic, https://p.example.com/a/v1/, https://p.example.com/a/v1/, https://p.example.com/a/v1/",
    "deepseek, https://p.example.com/ds/, https://p.example.com/ds/, https://p.example.com/ds/anthropic/v1",
    "deepseek, https://p.example.com, https://p.example.com, https://p.example.com/anthropic/v1",
    "deepseek, https://p.example.com/d?k=v, https://p.example.com/d?k=v, https://p.example.com/d/anthropic/v1?k=v",
    "ollama, http://localhost:11434, http://localhost:11434,",
    "house, https://llm.example.com/v1, https://llm.example.com/v1,",
  })
  void baseUrl_movesEveryEndpoint(String id, String baseUrl, String openAi, String anthropic) {
    Provider provider = merged(provider(id).at(baseUrl));
    assertThat(url(provider, Format.OPENAI)).isEqualTo(openAi);
    assertThat(url(provider, Format.ANTHROPIC)).isEqualTo(anthropic);
  }

  @Test
  void auth_ofAnthropic_dependsOnTheFormat() {
    Provider anthropic = Objects.requireNonNull(Catalogue.builtIn().provider("anthropic"));
    assertThat(endpoint(anthropic, Format.OPENAI).auth()).isEqualTo(AuthStyle.BEARER);
    assertThat(endpoint(anthropic, Format.ANTHROPIC).auth()).isEqualTo(X_API_KEY);
    assertThat(endpoint(anthropic, Format.ANTHROPIC).defaultHeaders())
        .isEqualTo(Headers.of("anthropic-version", "2023-06-01"));
    assertThat(endpoint(anthropic, Format.OPENAI).defaultHeaders()).isEqualTo(Headers.empty());
  }

  @Test
  void auth_asWritten_countsForEveryFormat() {
    AuthStyle written = AuthStyle.query("token");
    Provider provider = merged(provider("anthropic").auth(written));
    assertThat(provider.endpoints().values()).extracting(Endpoint::auth).containsOnly(written);
  }

  @Test
  void auth_ofTheBuiltInProvider_outlivesABaseUrl() {
    Provider provider = merged(provider("anthropic").at("https://proxy.example.com/v1"));
    assertThat(endpoint(provider, Format.ANTHROPIC).auth()).isEqualTo(X_API_KEY);
  }

  @ParameterizedTest
  @CsvSource({"azure-openai", "house", "openai"})
  void auth_onAzuresHosts_isTheirHeader(String id) {
    Provider provider = merged(provider(id).at("https://acme.OpenAI.azure.com/openai/v1"));
    assertThat(endpoint(provider, Format.OPENAI).auth()).isEqualTo(API_KEY);
  }

  @Test
  void auth_isBearer_onHostsThatOnlyLookLikeAzures() {
    Provider provider = merged(provider("house").at("https://openai.azure.com.example.org"));
    assertThat(endpoint(provider, Format.OPENAI).auth()).isEqualTo(AuthStyle.BEARER);
  }

  @Test
  void auth_isOptional_onModelServersOfOnesOwn() {
    Provider provider = merged(provider("vllm").at("http://vllm:8000"));
    assertThat(endpoint(provider, Format.OPENAI).auth().required()).isFalse();
  }

  @Test
  void customProvider_ofAnthropicFormat_getsItsKeyHeaderAndVersion() {
    Provider provider =
        merged(
            provider("house")
                .at("https://llm.example.com")
                .surfaces(new SupportedSurface(Format.ANTHROPIC, null, null)));
    assertThat(provider.endpoints()).containsOnlyKeys(Format.ANTHROPIC);
    assertThat(endpoint(provider, Format.ANTHROPIC).auth()).isEqualTo(X_API_KEY);
    assertThat(endpoint(provider, Format.ANTHROPIC).defaultHeaders().first("anthropic-version"))
        .isEqualTo("2023-06-01");
    assertThat(provider.custom()).isTrue();
  }

  @Test
  void surfaces_replaceTheBuiltInFormats() {
    Provider provider =
        merged(provider("anthropic").surfaces(new SupportedSurface(Format.OPENAI, null, null)));
    assertThat(provider.endpoints()).containsOnlyKeys(Format.OPENAI);
    assertThat(provider.endpointFor(Surface.MESSAGES)).isNull();
  }

  @Test
  void surfaces_mayAddAFormatAtTheSameAddress() {
    Provider provider =
        merged(
            provider("openrouter")
                .surfaces(
                    new SupportedSurface(Format.OPENAI, null, null),
                    new SupportedSurface(Format.ANTHROPIC, Surface.MESSAGES, null)));
    assertThat(url(provider, Format.ANTHROPIC)).isEqualTo("https://openrouter.ai/api/v1");
    assertThat(provider.endpointFor(Surface.MESSAGES)).isNotNull();
  }

  @Test
  void supportedParams_areThoseOfTheNamedSurfaceElseOfTheFormat() {
    Provider provider =
        merged(
            provider("house")
                .at("https://llm.example.com")
                .surfaces(
                    new SupportedSurface(Format.OPENAI, Surface.CHAT_COMPLETIONS, Set.of("seed")),
                    new SupportedSurface(Format.OPENAI, null, Set.of("user"))));
    assertThat(endpoint(provider, Format.OPENAI).surfaces().get(Surface.CHAT_COMPLETIONS))
        .isEqualTo(new Endpoint.SurfaceSupport(Set.of("seed")));
  }

  @Test
  void moved_takesEveryFormatAlong() {
    Provider deepseek = Objects.requireNonNull(Catalogue.builtIn().provider("deepseek"));
    URI there = URI.create("http://127.0.0.1:9000");
    assertThat(deepseek.moved(endpoint(deepseek, Format.OPENAI), there).baseUrl()).isEqualTo(there);
    assertThat(deepseek.moved(endpoint(deepseek, Format.ANTHROPIC), there).baseUrl())
        .hasToString("http://127.0.0.1:9000/anthropic/v1");
  }

  @Test
  void moved_keepsTheQueryThePolicyWrote() {
    Provider azure =
        merged(
            provider("azure-openai")
                .at("https://a.openai.azure.com/openai/deployments/d?api-version=2024-10-21"));
    Endpoint moved =
        azure.moved(endpoint(azure, Format.OPENAI), URI.create("http://egress.internal/azure"));
    assertThat(moved.baseUrl()).hasToString("http://egress.internal/azure?api-version=2024-10-21");
    assertThat(moved.auth()).isEqualTo(API_KEY);
  }

  private static Provider merged(Definitions definition) {
    return Catalogue.builtIn().with(List.of(definition.get())).providers().get(0);
  }

  private static Endpoint endpoint(Provider provider, Format format) {
    return Objects.requireNonNull(provider.endpoints().get(format));
  }

  private static @org.jspecify.annotations.Nullable String url(Provider provider, Format format) {
    Endpoint endpoint = provider.endpoints().get(format);
    return endpoint == null ? null : endpoint.baseUrl().toString();
  }
}
