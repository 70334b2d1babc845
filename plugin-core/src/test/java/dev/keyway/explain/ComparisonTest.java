package dev.keyway.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  private static final String A = "{value: \"${secrets.get('v', 'a')}\"}";
  private static final String B = "{value: \"${secrets.get('v', 'b')}\"}";
  private static final String BEFORE = openai(A, B);

  private static String openai(String... keys) {
    return "providers: [{id: openai, api_keys: [" + String.join(", ", keys) + "]}]\n";
  }

  @Test
  void samePolicy_makesNoDifference() {
    assertThat(differences(BEFORE, BEFORE)).isEmpty();
  }

  @Test
  void orderOfKeys_isADifferenceOfKeysAndAttempts() {
    List<Difference> differences = differences(BEFORE, openai(B, A));

    assertThat(differences)
        .extracting(Difference::what)
        .containsExactly("keys of openai:gpt-4o", "attempts");
    assertThat(differences.getFirst().lines())
        .containsExactly(new Difference.Line(false, 1, "v/a"), new Difference.Line(true, 2, "v/a"));
  }

  @Test
  void whatIsSent_isToldOnceAndByItsParts() {
    String body = "{\"model\":\"gpt-4o\",\"messages\":[],\"user\":\"u\"}";
    List<Difference> differences =
        Comparison.of(
            new PlanStage(BEFORE).planFor(body),
            new PlanStage(
                    BEFORE + "headers: {x-new: a}\nbody: {user: b}\nper_request_timeout: 20s\n")
                .planFor(body));

    assertThat(differences)
        .containsExactly(
            new Difference(
                "sent for openai:gpt-4o",
                List.of("\"user\": \"u\"", "within 30000 ms"),
                List.of("x-new: a", "\"user\": \"b\"", "within 20000 ms"),
                false));
  }

  @Test
  void refusal_isADifference() {
    List<Difference> differences =
        differences(BEFORE, BEFORE.replace("id: openai,", "id: openai, disabled: true,"));

    assertThat(differences)
        .extracting(Difference::what)
        .containsExactly("candidates", "left out", "attempts", "the client gets");
    assertThat(differences.getLast().after().getFirst()).startsWith("422 no_matching_models: ");
  }

  @Test
  void json_saysWhetherTheyAreTheSame() throws Exception {
    Plan plan = new PlanStage(BEFORE).plan();

    JsonNode same = new JsonMapper().readTree(PlanJson.line(plan, plan, List.of()));
    JsonNode other =
        new JsonMapper().readTree(PlanJson.line(plan, new PlanStage(openai(A)).plan(), List.of()));

    assertThat(same.get("same").asBoolean()).isTrue();
    assertThat(other.get("same").asBoolean()).isFalse();
    assertThat(other.at("/differences/0/what").asText()).isEqualTo("keys of openai:gpt-4o");
    assertThat(other.at("/after/attempts")).hasSize(1);
  }

  private static List<Difference> differences(String before, String after) {
    return Comparison.of(new PlanStage(before).plan(), new PlanStage(after).plan());
  }
}
