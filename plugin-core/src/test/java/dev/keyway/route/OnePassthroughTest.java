package dev.keyway.route;

import static dev.keyway.catalogue.Definitions.provider;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The step after model selection that lets a client's own key go to one provider only. */
class OnePassthroughTest {

  private final RoutingCase policy = RoutingCase.policy().clientBringsKey();

  @Test
  void router_leavesTheChoiceOpen_forSelectionComesInBetween() {
    Routing.Found routed = policy.routed("claude-sonnet-4-5", "gpt-4o");
    assertThat(names(routed)).containsExactly("anthropic:claude-sonnet-4-5", "openai:gpt-4o");
    assertThat(routed.excluded()).isEmpty();
  }

  @Test
  void whoIsFirst_isWhoSelectionPutFirst() {
    Routing.Found routed =
        policy.routed("claude-sonnet-4-5", "gpt-4o", "anthropic:claude-opus-4-5");
    Routing.Found narrowed =
        OnePassthrough.narrow(new Routing.Found(routed.candidates().reversed(), routed.excluded()));
    assertThat(names(narrowed))
        .containsExactly("anthropic:claude-opus-4-5", "anthropic:claude-sonnet-4-5");

    Routing.Found other =
        OnePassthrough.narrow(
            new Routing.Found(routed.candidates().subList(1, 3), routed.excluded()));
    assertThat(names(other)).containsExactly("openai:gpt-4o");
  }

  @Test
  void exclusions_followThoseOfTheRouter_withTheProviderThatIsAsked() {
    Routing.Found narrowed =
        OnePassthrough.narrow(policy.routed("nonsense", "claude-sonnet-4-5", "gpt-4o"));
    assertThat(narrowed.excluded())
        .extracting(Exclusion::model)
        .containsExactly("nonsense", "openai:gpt-4o");
    assertThat(narrowed.excluded().getLast().reason())
        .isEqualTo("the client's own key goes to one provider only, here to anthropic");
  }

  @Test
  void providersWithKeys_stay_whereverTheyStand() {
    Routing.Found narrowed =
        OnePassthrough.narrow(
            RoutingCase.policy()
                .clientBringsKey()
                .withKey(provider("openai"))
                .routed("gpt-4o", "claude-sonnet-4-5", "mistral:mistral-large-latest", "o3"));
    assertThat(names(narrowed))
        .containsExactly("openai:gpt-4o", "anthropic:claude-sonnet-4-5", "openai:o3");
  }

  @Test
  void hundredsOfModels_shareALine() {
    Routing.Found routed =
        RoutingCase.policy()
            .clientBringsKey()
            .withoutKey(provider("mistral"))
            .withoutKey(provider("openai"))
            .routed("auto");
    assertThat(OnePassthrough.narrow(routed).excluded())
        .filteredOn(exclusion -> exclusion.reason().contains("one provider only"))
        .singleElement()
        .matches(exclusion -> exclusion.model().equals("openai:*"))
        .matches(exclusion -> exclusion.reason().contains("models: "));
  }

  @Test
  void nothingToNarrow_changesNothing() {
    List<Routing.Found> cases = new ArrayList<>();
    cases.add(policy.routed("claude-sonnet-4-5", "anthropic:claude-opus-4-5"));
    cases.add(RoutingCase.policy().withKey(provider("openai")).routed("gpt-4o", "o3"));
    assertThat(cases).allMatch(found -> OnePassthrough.narrow(found).equals(found));
  }

  private static List<String> names(Routing.Found found) {
    return found.candidates().stream()
        .map(candidate -> candidate.provider().id() + ":" + candidate.model().id())
        .toList();
  }
}
