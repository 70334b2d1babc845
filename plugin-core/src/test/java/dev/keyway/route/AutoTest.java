package dev.keyway.route;

import static dev.keyway.catalogue.Definitions.model;
import static dev.keyway.catalogue.Definitions.provider;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.ModelKind;
import dev.keyway.refusal.ErrorCode;
import dev.keyway.request.Surface;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that leave the choice of the model to the policy. */
class AutoTest {

  @Test
  void noModel_meansEveryAllowedModel_configuredOnesFirst() {
    List<Candidate> candidates =
        found(
            RoutingCase.policy()
                .withKey(provider("anthropic").models(model("claude-opus-4-5")))
                .withKey(provider("house").at("https://a.example.com").models(model("own")))
                .route(null));
    assertThat(candidates.get(0).model().id()).isEqualTo("claude-opus-4-5");
    assertThat(candidates).last().extracting(last -> last.model().id()).isEqualTo("own");
    assertThat(candidates).extracting(c -> c.provider().id()).containsOnly("anthropic", "house");
  }

  @Test
  void auto_leavesOutWhatIsNotMadeForTheSurface() {
    Routing routing = RoutingCase.policy().withKey(provider("openai")).route("auto");
    assertThat(found(routing)).allMatch(c -> c.model().kind() == ModelKind.CHAT);
    assertThat(routing.excluded())
        .anyMatch(e -> e.model().equals("openai:*") && e.reason().contains("not made for"));
  }

  @ParameterizedTest
  @CsvSource({
    "openai, EMBEDDINGS, EMBEDDING",
    "openai, MODERATIONS, MODERATION",
    "openai, IMAGE_EDITS, IMAGE_GENERATION",
    "openai, AUDIO_SPEECH, AUDIO_SPEECH",
    "groq, AUDIO_TRANSLATIONS, AUDIO_TRANSCRIPTION",
    "fireworks, RERANK, RERANK",
    "together, COMPLETIONS, COMPLETION"
  })
  void auto_leadsToModelsThatAreMadeForTheSurface(
      String provider, Surface surface, ModelKind kind) {
    Routing routing = RoutingCase.policy().withKey(provider(provider)).asked(surface).route("auto");
    assertThat(found(routing)).isNotEmpty().allMatch(c -> c.model().kind() == kind);
  }

  @Test
  void auto_asksAModelOfWhichNothingIsKnown_forTextAlone() {
    RoutingCase policy =
        RoutingCase.policy()
            .withKey(provider("own").at("https://a.example.com").models(model("m")));
    assertThat(found(policy.asked(Surface.RERANK).route("auto"))).hasSize(1);
    assertThat(policy.asked(Surface.EMBEDDINGS).route("auto").excluded())
        .contains(new Exclusion("own:m", "not said to write embedding (output_modalities)"));
    assertThat(found(policy.asked(Surface.EMBEDDINGS).route("m"))).hasSize(1);
  }

  @Test
  void surfaceThatAProviderIsKnownToLack_leavesItOut() {
    Routing routing =
        RoutingCase.policy()
            .withKey(provider("deepseek"))
            .asked(Surface.EMBEDDINGS)
            .route("deepseek:deepseek-chat");
    assertThat(routing.excluded())
        .extracting(Exclusion::reason)
        .containsExactly("the provider does not offer embeddings of the openai format");
  }

  @Test
  void auto_inManySpellings_isWalkedOnce() {
    Routing once = RoutingCase.policy().withKey(provider("openai")).route("auto");
    Routing often =
        RoutingCase.policy()
            .withKey(provider("openai"))
            .route("auto", "AUTO", "Auto", "ngrok/auto", "NGROK/auto");
    assertThat(found(often)).isEqualTo(found(once));
    assertThat(often.excluded()).isEqualTo(once.excluded());
  }

  @Test
  void auto_leavesOutWhatTheProviderHasRetired() {
    Routing routing = RoutingCase.policy().withKey(provider("anthropic")).route("auto");
    assertThat(found(routing)).noneMatch(c -> c.model().id().equals("claude-mythos-preview"));
    assertThat(routing.excluded())
        .contains(new Exclusion("anthropic:claude-mythos-preview", "retired by the provider"));
  }

  @Test
  void retiredModel_isAskedFor_whenTheClientNamesIt() {
    Routing routing =
        RoutingCase.policy().withKey(provider("anthropic")).route("claude-mythos-preview");
    assertThat(found(routing)).hasSize(1);
  }

  @Test
  void auto_withOnlyConfiguredModels_isWhatThePolicyLists() {
    Routing routing =
        RoutingCase.policy()
            .withKey(provider("openai").models(model("gpt-4o"), model("gpt-4o-mini")))
            .onlyConfiguredProviders()
            .onlyConfiguredModels()
            .route("auto");
    assertThat(found(routing))
        .extracting(c -> c.model().id())
        .containsExactly("gpt-4o", "gpt-4o-mini");
  }

  @Test
  void exclusions_ofHundredsOfModels_areALineAReason() {
    Routing routing =
        RoutingCase.policy()
            .withKey(provider("fireworks"))
            .withKey(provider("openai"))
            .onlyConfiguredModels()
            .route("auto");
    assertThat(routing.excluded()).hasSizeLessThan(30);
  }

  @Test
  void nothingConfigured_isRefusedWithAdvice() {
    Routing.Nothing nothing = (Routing.Nothing) RoutingCase.policy().route(null);
    assertThat(nothing.refusal().code()).isEqualTo(ErrorCode.MODEL_SELECTION_EMPTY);
    assertThat(nothing.refusal().message()).contains("name one").hasSizeLessThan(600);
  }

  @Test
  void callersLimits_holdForAuto() {
    Routing routing =
        RoutingCase.policy()
            .withKey(provider("openai"))
            .callerMayUse(null, List.of("gpt-4o"))
            .route("auto");
    assertThat(found(routing)).extracting(c -> c.model().id()).containsExactly("gpt-4o");
  }

  @Test
  void auto_mayBeAFallback() {
    List<Candidate> candidates =
        found(
            RoutingCase.policy()
                .withKey(provider("openai"))
                .onlyConfiguredProviders()
                .route("gpt-4o-mini", "auto"));
    assertThat(candidates.get(0).model().id()).isEqualTo("gpt-4o-mini");
    assertThat(candidates.stream().map(c -> c.model().id())).doesNotHaveDuplicates();
    assertThat(candidates).hasSizeGreaterThan(10);
  }

  private static List<Candidate> found(Routing routing) {
    assertThat(routing).isInstanceOf(Routing.Found.class);
    return ((Routing.Found) routing).candidates();
  }
}
