package dev.keyway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.About;
import dev.keyway.catalogue.AuthStyle;
import dev.keyway.catalogue.Author;
import dev.keyway.catalogue.Catalogue;
import dev.keyway.catalogue.DataHandling;
import dev.keyway.catalogue.Datacenter;
import dev.keyway.catalogue.Model;
import dev.keyway.catalogue.Pricing;
import dev.keyway.catalogue.Provider;
import dev.keyway.request.Format;
import dev.keyway.request.Surface;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProvidersTest {

  @Test
  void customProviderIsRead() {
    Provider provider =
        Policies.load(
                """
                providers:
                  - id: Mine
                    id_aliases: [own, House]
                    base_url: https://llm.example.com/v1
                    display_name: Our own
                    description: in the cellar
                    website: https://example.com
                    auth: {style: header, name: X-Our-Key}
                    supported_api_surfaces:
                      - {format: anthropic, supported_params: [{name: model}, {name: messages}]}
                """)
            .catalogue()
            .provider("HOUSE");

    assertThat(provider.id()).isEqualTo("mine");
    assertThat(provider.about())
        .isEqualTo(new About("Our own", "in the cellar", URI.create("https://example.com")));
    assertThat(provider.custom()).isTrue();
    assertThat(provider.endpoints()).containsOnlyKeys(Format.ANTHROPIC);
    assertThat(provider.endpointFor(Surface.MESSAGES).auth())
        .isEqualTo(AuthStyle.header("x-our-key"));
    assertThat(
            provider
                .endpointFor(Surface.MESSAGES)
                .surfaces()
                .get(Surface.MESSAGES)
                .supportedParams())
        .containsExactlyInAnyOrder("model", "messages");
  }

  @Test
  void modelIsRead() {
    Model model =
        Policies.load(
                """
                providers:
                  - id: mine
                    base_url: http://vllm:8000
                    models:
                      - id: Org/Model-70B
                        id_aliases: [big]
                        author_id: Org
                        author_id_aliases: [Organisation]
                        display_name: Big
                        description: large
                        max_context_window: 131_072
                        max_output_tokens: 4096
                        input_modalities: [text, image]
                        output_modalities: [text]
                        supported_features: [tool-calling]
                        unsupported_params: [{name: temperature}]
                        metadata: {tier: 1}
                        pricing: {text: {input: 2.5, output: 10}, input: 2.5}
                        datacenters: [{country_code: no, region: north}, {region: south}]
                        parameter_count: 70_000_000_000
                        quantization: fp8
                        data_training_policy: none
                        data_retention_days: 0
                        data_retention_policy: nothing is kept
                """)
            .catalogue()
            .model("mine", "BIG");

    assertThat(model.id()).isEqualTo("Org/Model-70B");
    assertThat(model.authorId()).isEqualTo("org");
    assertThat(model.contextWindow()).isEqualTo(131_072);
    assertThat(model.unsupportedParams()).isEqualTo(Set.of("temperature"));
    assertThat(model.inputModalities()).containsExactly("text", "image");
    assertThat(model.author()).isEqualTo(new Author("org", List.of("organisation")));
    assertThat(model.displayName()).isEqualTo("Big");
    assertThat(model.description()).isEqualTo("large");
    assertThat(model.pricing())
        .isEqualTo(Pricing.of(Map.of("text.input", 2.5, "text.output", 10.0)));
    assertThat(model.datacenters())
        .containsExactly(new Datacenter("NO", "north"), new Datacenter(null, "south"));
    assertThat(model.parameterCount()).isEqualTo(70_000_000_000L);
    assertThat(model.quantization()).isEqualTo("fp8");
    assertThat(model.dataHandling()).isEqualTo(new DataHandling("none", 0L, "nothing is kept"));
    assertThat(model.custom()).isTrue();
    assertThat(model.known()).isTrue();
    assertThat(model.metadata()).isEqualTo(Map.of("tier", 1L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{text: {input: 2.5, output: 10}}",
        "{'text.input': 2.5, 'text.output': 10}",
        "{input: 2.5, output: 10}",
        "{text: {input: 2.5}, output: 10.0}",
        "{text.input: 2.5, input: 2.5, text: {output: 1e1}}",
      })
  void pricesAreWrittenInSeveralWays(String pricing) {
    Pricing read = model("pricing: " + pricing).pricing();

    assertThat(read.all()).isEqualTo(Map.of("text.input", 2.5, "text.output", 10.0));
    assertThat(read.perMillion("input")).isEqualTo(2.5);
    assertThat(read.perMillion("text.output")).isEqualTo(10);
    assertThat(read.perMillion("text.cached_input")).isNull();
  }

  @Test
  void pricesOfOtherTypesKeepTheirNames() {
    Pricing read = model("pricing: {audio: {input: 40}, cache_write: 3, request: 0}").pricing();

    assertThat(read.all())
        .isEqualTo(Map.of("audio.input", 40.0, "text.cache_write", 3.0, "request", 0.0));
  }

  @Test
  void unknownFactsAreNull() {
    Model model = model("disabled: false");

    assertThat(model.author()).isNull();
    assertThat(model.description()).isNull();
    assertThat(model.contextWindow()).isNull();
    assertThat(model.inputModalities()).isNull();
    assertThat(model.features()).isNull();
    assertThat(model.parameterCount()).isNull();
    assertThat(model.datacenters()).isNull();
    assertThat(model.dataHandling()).isEqualTo(DataHandling.UNKNOWN);
    assertThat(model.pricing()).isEqualTo(Pricing.UNKNOWN);
  }

  private static Model model(String field) {
    return Policies.load(
            "providers: [{id: mine, base_url: 'http://vllm:8000', models: [{id: m, %s}]}]"
                .formatted(field))
        .catalogue()
        .model("mine", "m");
  }

  @Test
  void aliasMayStandInFrontOfABuiltInProvider() {
    Catalogue catalogue =
        Policies.load(
                "providers: [{id: egress, id_aliases: [OpenAI], base_url: 'https://e.internal/v1'}]")
            .catalogue();

    assertThat(catalogue.provider("openai").id()).isEqualTo("egress");
  }

  @Test
  void queryOfABaseUrlIsKept() {
    Provider provider =
        Policies.load(
                """
                providers:
                  - id: azure-openai
                    base_url: https://x.openai.azure.com/openai/deployments/d?api-version=2024-10-21
                """)
            .catalogue()
            .provider("azure-openai");

    assertThat(provider.endpointFor(Surface.CHAT_COMPLETIONS).baseUrl())
        .isEqualTo(
            URI.create("https://x.openai.azure.com/openai/deployments/d?api-version=2024-10-21"));
  }

  @Test
  void surfacesOfAPolicy_replaceThoseOfTheCatalogue_aGroupStandsForItsMembers() {
    Provider openAi =
        Policies.load("providers: [{id: openai, supported_api_surfaces: [{surface: images}]}]")
            .catalogue()
            .provider("openai");

    assertThat(Stream.of(Surface.values()).filter(s -> openAi.endpointFor(s) != null))
        .containsExactly(Surface.IMAGE_GENERATIONS, Surface.IMAGE_EDITS, Surface.IMAGE_VARIATIONS);
  }

  @ParameterizedTest
  @CsvSource({
    "[embedding], EMBEDDINGS, true",
    "[embedding], CHAT_COMPLETIONS, false",
    "'[text, audio]', AUDIO_SPEECH, true",
    "[text], AUDIO_TRANSCRIPTIONS, true",
    "[image], RESPONSES, false",
    "[], EMBEDDINGS, false",
    "[], IMAGE_GENERATIONS, false",
    "[], AUDIO_SPEECH, false",
    "[], COMPLETIONS, true",
    "[], RERANK, true"
  })
  void modelOfAPolicy_isMadeForWhatItWrites(String writes, Surface surface, boolean made) {
    Provider provider =
        Policies.load(
                "providers: [{id: own, base_url: 'http://vllm', models: [{id: m, output_modalities: %s}]}]"
                    .formatted(writes))
            .catalogue()
            .provider("own");

    assertThat(provider.models().getFirst().madeFor(surface)).isEqualTo(made);
  }

  @Test
  void surfacesOfTheCatalogue_holdAtItsOwnAddressOnly() {
    Provider there = Policies.load("providers: [{id: groq}]").catalogue().provider("groq");
    Provider elsewhere =
        Policies.load("providers: [{id: groq, base_url: 'https://groq.example/v1'}]")
            .catalogue()
            .provider("groq");

    assertThat(there.endpointFor(Surface.RESPONSES)).isNotNull();
    assertThat(there.endpointFor(Surface.EMBEDDINGS)).isNull();
    assertThat(elsewhere.endpointFor(Surface.EMBEDDINGS)).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, true",
    "127.0.0.1, true",
    "127.9.9.9, true",
    "[::1], true",
    "10.1.2.3, true",
    "172.16.0.1, true",
    "172.32.0.1, false",
    "192.168.1.1, true",
    "[fd00::1], true",
    "[fe80::1], false",
    "[2001:db8::1], false",
    "8.8.8.8, false",
    "169.254.169.254, false",
    "ollama, true",
    "llm.internal, true",
    "llm.internal., true",
    "box.local, true",
    "vllm.models.svc, true",
    "vllm.models.svc.cluster.local, true",
    "x.localhost, true",
    "llm.example.com, false",
    "internal.example.com, false",
    "10.0.0.1.example.com, false",
    "999.1.1.1, false",
    "0.0.0.0, false"
  })
  void privateHosts(String host, boolean isPrivate) {
    assertThat(PrivateHosts.contains(host)).isEqualTo(isPrivate);
  }
}
