package dev.keyway.route;

import static dev.keyway.catalogue.Definitions.disabledModel;
import static dev.keyway.catalogue.Definitions.model;
import static dev.keyway.catalogue.Definitions.provider;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.AuthStyle;
import dev.keyway.catalogue.Definitions;
import dev.keyway.catalogue.ModelKind;
import dev.keyway.catalogue.ProviderDefinition.SupportedSurface;
import dev.keyway.request.Format;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may name what. */
class MenuTest {

  private static final String A = "https://a.example.com";
  private static final Definitions HOUSE =
      provider("house").aliases("own").at(A).models(model("m1", "best"), model("m2"));
  private static final Definitions LOCAL =
      provider("local")
          .at("http://127.0.0.1:11434")
          .auth(new AuthStyle(AuthStyle.Kind.BEARER, "authorization", false))
          .models(model("m3"));

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("callers")
  void menuHolds_whatCallerAndPolicyAllow(
      String what, UnaryOperator<RoutingCase> change, List<String> names) {
    assertThat(names(change.apply(RoutingCase.policy().onlyConfiguredModels()))).isEqualTo(names);
  }

  static Stream<Arguments> callers() {
    return Stream.of(
        row("the policy's key", c -> c.withKey(HOUSE), "m1", "m2"),
        row("nobody's key", c -> c.withoutKey(HOUSE)),
        row("the client's key", c -> c.withoutKey(HOUSE).clientBringsKey(), "m1", "m2"),
        row("several keys of the client", c -> c.withoutKey(HOUSE).clientBringsSeveralKeys()),
        row("no key but none needed", c -> c.withKey(HOUSE).withoutKey(LOCAL), "m1", "m2", "m3"),
        row(
            "house keys, a caller somebody vouches for",
            c -> c.withoutKey(HOUSE).houseKey("house").hostVouches(),
            "m1",
            "m2"),
        row("house keys, a stranger", c -> c.withoutKey(HOUSE).houseKey("house")),
        row(
            "limits to a provider",
            c -> c.withKey(HOUSE).withoutKey(LOCAL).callerMayUse(List.of("OWN"), null),
            "m1",
            "m2"),
        row(
            "limits to models",
            c -> c.withKey(HOUSE).withoutKey(LOCAL).callerMayUse(null, List.of("best", "local:m3")),
            "m1",
            "m3"),
        row("limits to nothing", c -> c.withKey(HOUSE).callerMayUse(List.of(), List.of())),
        row("a disabled provider", c -> c.withKey(HOUSE.disabled())),
        row(
            "a disabled model",
            c -> c.withKey(provider("house").at(A).models(disabledModel("m1"), model("m2"))),
            "m2"),
        row(
            "models the policy does not list",
            c -> c.withKey(provider("openai").models(model("gpt-4o"))).withKey(LOCAL),
            "gpt-4o",
            "m3"),
        row("a format the provider does not speak", c -> c.withKey(HOUSE).messages()),
        row(
            "a format the provider speaks",
            c ->
                c.withKey(HOUSE.surfaces(new SupportedSurface(Format.ANTHROPIC, null, null)))
                    .messages(),
            "m1",
            "m2"));
  }

  private static Arguments row(String what, UnaryOperator<RoutingCase> change, String... names) {
    return Arguments.of(what, Named.of("policy", change), List.of(names));
  }

  @Test
  void onlyConfiguredProviders_hidesTheOthers() {
    RoutingCase policy = RoutingCase.policy().withKey(HOUSE).clientBringsKey();
    assertThat(names(policy)).contains("m1", "gpt-4o", "claude-opus-4-5");
    assertThat(names(policy.onlyConfiguredProviders())).containsExactly("m1", "m2");
  }

  @Test
  void modelsOfAnotherKind_andRetiredOnes_areLeftOut() {
    assertThat(RoutingCase.policy().withKey(provider("google")).menu().entries())
        .extracting(entry -> entry.model().kind())
        .contains(ModelKind.CHAT, ModelKind.EMBEDDING, ModelKind.IMAGE_GENERATION)
        .doesNotContain(ModelKind.AUDIO_SPEECH, ModelKind.AUDIO_TRANSCRIPTION);
    RoutingCase anthropic = RoutingCase.policy().withKey(provider("anthropic"));
    assertThat(names(anthropic)).doesNotContain("claude-mythos-preview");
    assertThat(names(anthropic.withKey(provider("local").at(A).models(model("x"))))).contains("x");
    assertThat(
            names(
                RoutingCase.policy()
                    .withKey(provider("anthropic").models(model("claude-mythos-preview")))))
        .contains("claude-mythos-preview");
  }

  @Test
  void messages_areServedByThoseWhoAnswerThem() {
    List<String> names = names(RoutingCase.policy().clientBringsKey().messages());
    assertThat(names).contains("claude-opus-4-5", "deepseek-v4-pro").doesNotContain("gpt-4o");
  }

  @Test
  void oneIdAtSeveralProviders_isListedOnce_byTheFirst() {
    Menu menu =
        RoutingCase.policy()
            .onlyConfiguredProviders()
            .withKey(HOUSE)
            .withKey(provider("second").at(A).models(model("M1"), model("m4")))
            .menu();
    assertThat(menu.entries()).extracting(Menu.Entry::name).containsExactly("m1", "m2", "m4");
    assertThat(menu.entries().getFirst().provider().id()).isEqualTo("house");
  }

  @ParameterizedTest
  @CsvSource({
    "m1, m1, house",
    "M1, m1, house",
    "best, m1, house",
    "own:best, house:m1, house",
    "second:m1, second:m1, second",
    "secret:m1,,",
    "org/llama-3, org/llama-3, second",
    "second:org/llama-3, second:org/llama-3, second",
    "auto,,",
    "second:auto, second:auto, second",
    "house:x,,",
    "second:house:x, second:house:x, second",
    "llama3.2:70b, llama3.2:70b, second",
    "house:unheard-of,,",
    "unheard-of,,",
    "'',,",
    ":,,",
  })
  void nameLeadsToItsModel(String asked, @Nullable String listed, @Nullable String provider) {
    Menu.Entry found = several().menu().find(asked);
    if (listed == null || provider == null) {
      assertThat(found).isNull();
    } else {
      assertThat(found.name()).isEqualTo(listed);
      assertThat(found.provider().id()).isEqualTo(provider);
    }
  }

  @Test
  void namesThatWouldBeReadOtherwise_haveTheirProvidersPrefix() {
    assertThat(names(several()))
        .containsExactly(
            "m1", "m2", "org/llama-3", "second:auto", "second:house:x", "llama3.2:70b", "100%");
  }

  @ParameterizedTest
  @CsvSource({
    "m11, m1",
    "lama-3, org/llama-3",
    "huose:m1, m1",
    "lama3.2:70b, llama3.2:70b",
    "zzzzzzzzzz,",
    "gpt-4o,",
  })
  void nearestNamesAreOnTheMenu(String asked, @Nullable String first) {
    List<String> nearest = several().menu().nearest(asked, 3);
    if (first == null) {
      assertThat(nearest).isEmpty();
    } else {
      assertThat(nearest.getFirst()).isEqualTo(first);
    }
  }

  @ParameterizedTest
  @MethodSource("policies")
  void everyNameOnTheMenu_routesToItsModel_andIsFound(RoutingCase policy) {
    Menu menu = policy.menu();
    assertThat(menu.entries()).isNotEmpty();
    for (Menu.Entry entry : menu.entries()) {
      assertThat(policy.routed(entry.name()).candidates())
          .as(entry.name())
          .anyMatch(candidate ->
              candidate.provider().id().equals(entry.provider().id())
                  && candidate.model().id().equals(entry.model().id()));
      assertThat(menu.find(entry.name())).as(entry.name()).isEqualTo(entry);
    }
  }

  static Stream<Named<RoutingCase>> policies() {
    return Stream.of(
        Named.of("several", several()),
        Named.of("the whole catalogue", RoutingCase.policy().clientBringsKey()),
        Named.of(
            "the whole catalogue, messages", RoutingCase.policy().clientBringsKey().messages()),
        Named.of(
            "an alias in front of a built-in provider",
            RoutingCase.policy()
                .clientBringsKey()
                .withKey(provider("mine").aliases("openai").at(A).models(model("openai:own")))),
        Named.of(
            "an alias in front of a built-in model",
            RoutingCase.policy().withKey(provider("openai").models(model("gpt-4.1", "gpt-4o")))),
        Named.of(
            "limits",
            RoutingCase.policy().clientBringsKey().callerMayUse(List.of("openai", "groq"), null)));
  }

  private static RoutingCase several() {
    return RoutingCase.policy()
        .onlyConfiguredProviders()
        .withKey(HOUSE)
        .withKey(
            provider("second")
                .at(A)
                .models(
                    model("m1"),
                    model("org/llama-3"),
                    model("auto"),
                    model("house:x"),
                    model("llama3.2:70b"),
                    model("100%")))
        .withoutKey(provider("secret").at(A).models(model("m1"), model("gpt-4o")));
  }

  private static List<String> names(RoutingCase policy) {
    return policy.menu().entries().stream().map(Menu.Entry::name).toList();
  }
}
