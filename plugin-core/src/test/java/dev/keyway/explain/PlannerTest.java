package dev.keyway.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.keyway.access.Caller;
import dev.keyway.http.Headers;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PlannerTest {

  private static final String POLICY =
      """
      providers:
        - id: openai
          api_keys:
            - {value: "${secrets.get('v', 'a')}"}
            - {value: "${secrets.get('v', 'b')}"}
        - {id: google, api_keys: [{value: "${secrets.get('v', 'g')}"}]}
      """;

  private static final String BOTH =
      "{\"model\":\"gpt-4o\",\"models\":[\"gemini-2.5-flash\"],\"messages\":[]}";

  private static final List<String> WHOLE =
      List.of(
          "openai:gpt-4o with v/a", "openai:gpt-4o with v/b", "google:gemini-2.5-flash with v/g");

  private final PlanStage stage = new PlanStage(POLICY);

  @Test
  void withoutAnswers_allAttemptsShow() {
    Plan plan = stage.planFor(BOTH);
    assertThat(PlanStage.attempts(plan)).isEqualTo(WHOLE);
    assertThat(plan.reply().status()).isEqualTo(503);
    assertThat(plan.reply().code()).isEqualTo("all_providers_failed");
  }

  @Test
  void goodAnswer_endsIt_andWhatWasNotComeToStaysACandidate() {
    Plan plan = stage.planFor(BOTH, "429", "200");
    assertThat(PlanStage.attempts(plan)).isEqualTo(WHOLE.subList(0, 2));
    assertThat(plan.reply()).isEqualTo(Plan.Reply.passed(200));
    assertThat(plan.candidates().stream().map(Plan::name))
        .containsExactly("openai:gpt-4o", "google:gemini-2.5-flash");
  }

  @Test
  void answers_meanWhatTheyMeanToARelay() {
    assertThat(PlanStage.attempts(stage.planFor(BOTH, "503", "503"))).isEqualTo(WHOLE);
    assertThat(PlanStage.attempts(stage.planFor(BOTH, "bad-request")))
        .isEqualTo(WHOLE.subList(0, 1));
  }

  @Test
  void timeOuts_takeTheirTime() {
    Plan plan =
        new PlanStage("per_request_timeout: 20s\ntotal_timeout: 30s\n" + POLICY)
            .planFor(BOTH, "timeout", "timeout");
    assertThat(plan.attempts()).hasSize(2);
    assertThat(plan.attempts().get(1).timeout()).hasSeconds(10);
    assertThat(plan.reply().code()).isEqualTo("timeout");
  }

  @Test
  void whatIsAskedForThePolicysSake_isShown() {
    String stream = "{\"model\":\"gpt-4o\",\"stream\":true,\"messages\":[]}";
    ShownRequest request =
        new PlanStage("stream_usage: always\n" + POLICY)
            .planFor(stream)
            .attempts()
            .getFirst()
            .request();

    assertThat(request.addedParams()).containsExactly("stream_options");
    assertThat(request.body()).contains("\"stream_options\":{\"include_usage\":true}");
    assertThat(stage.planFor(stream).attempts().getFirst().request().addedParams()).isEmpty();
  }

  @Test
  void request_isShownWithoutItsCredential() {
    ShownRequest request = stage.plan().attempts().getFirst().request();
    assertThat(request.url()).isEqualTo("https://api.openai.com/v1/chat/completions");
    assertThat(request.headers()).contains(new ShownRequest.Field("authorization", "Bearer ****"));
    assertThat(request.body()).isEqualTo(PlanStage.CHAT);
  }

  @Test
  void unknownModel_isRefused() {
    Plan plan = stage.planFor("{\"model\":\"gpt-4oo\",\"messages\":[]}");
    assertThat(plan.candidates()).isEmpty();
    assertThat(plan.attempts()).isEmpty();
    assertThat(plan.reply().code()).isEqualTo("no_matching_models");
    assertThat(plan.record().excluded()).hasSize(1);
  }

  @Test
  void bodyThatIsNoJson_isRefused() {
    assertThat(stage.planFor("{").reply().code()).isEqualTo("invalid_request_body");
  }

  @Test
  void strangerIsRefused_unlessThePolicyLetsItIn() {
    stage.caller = Caller.unknown("10.0.0.1");
    assertThat(stage.plan().reply().code()).isEqualTo("unauthenticated");

    PlanStage open = new PlanStage("access: {require: none}\n" + POLICY);
    open.caller = Caller.unknown("10.0.0.1");
    assertThat(open.plan().attempts()).hasSize(2);
  }

  @Test
  void caller_isTheOneDescribed() {
    for (Caller.Voucher voucher : List.of(Caller.Voucher.HOST, Caller.Voucher.ACCESS_KEY)) {
      stage.caller = PlanStage.by(voucher, "team-blue");
      Caller seen = stage.plan().record().client().caller();
      assertThat(seen.voucher()).isEqualTo(voucher);
      assertThat(seen.consumer()).isEqualTo("team-blue");
    }
  }

  @Test
  void ownKey_goesAlongMasked() {
    PlanStage passthrough = new PlanStage("providers: []");
    passthrough.headers = Headers.of("x-provider-key", "sk-own-0123456789");
    Plan plan = passthrough.plan();
    assertThat(PlanStage.attempts(plan)).containsExactly("openai:gpt-4o with client");
    assertThat(PlanJson.line(plan, List.of())).doesNotContain("sk-own");
    assertThat(plan.attempts().getFirst().request().headers())
        .contains(new ShownRequest.Field("authorization", "Bearer ****"));
  }

  @Test
  void ownKey_inItsProvidersOwnHeader_goesAlongMasked() {
    PlanStage passthrough =
        new PlanStage(
            """
            providers:
              - id: house
                base_url: https://h.example.com
                auth: {style: header, name: x-house}
            """);
    passthrough.headers = Headers.of("x-house", "own-0123456789");
    Plan plan = passthrough.planFor(PlanStage.CHAT.replace("gpt-4o", "house:m"));
    assertThat(plan.attempts().getFirst().request().headers())
        .contains(new ShownRequest.Field("x-house", "****"));
  }

  @Test
  void additionThatFails_refusesTheRequest() {
    Plan plan =
        new PlanStage("headers: {x-first: \"${1 / (size(req.method) - 4)}\"}\n" + POLICY).plan();
    assertThat(plan.attempts()).isEmpty();
    assertThat(plan.reply().code()).isEqualTo("invalid_request");
  }

  @Test
  void seed_decidesWhatIsRandom() {
    PlanStage random =
        new PlanStage("api_key_selection: {strategy: [ai.keys.randomize()]}\n" + POLICY);
    List<String> first = PlanStage.attempts(random.plan());
    assertThat(PlanStage.attempts(random.plan())).isEqualTo(first);
    assertThat(LongStream.range(0, 20).mapToObj(seed -> attempts(random, seed)).distinct())
        .hasSize(2);
  }

  private static List<String> attempts(PlanStage stage, long seed) {
    stage.seed = seed;
    return PlanStage.attempts(stage.plan());
  }

  @Test
  void literalKeys_areNumbered() {
    Plan plan =
        new PlanStage("providers: [{id: openai, api_keys: [{value: sk-one-1}, {value: sk-two-2}]}]")
            .plan();
    assertThat(PlanStage.attempts(plan))
        .containsExactly("openai:gpt-4o with key-1", "openai:gpt-4o with key-2");
  }

  @Test
  void json_holdsRequestsAndTheRecord() throws Exception {
    JsonNode json = new JsonMapper().readTree(PlanJson.line(stage.plan("200"), List.of("a note")));
    assertThat(json.at("/notes/0").asText()).isEqualTo("a note");
    assertThat(json.at("/candidates/0/provider").asText()).isEqualTo("openai");
    assertThat(json.at("/attempts/0/key").asText()).isEqualTo("v/a");
    assertThat(json.at("/attempts/0/request/headers/authorization").asText())
        .isEqualTo("Bearer ****");
    assertThat(json.at("/client_gets/status").asInt()).isEqualTo(200);
    assertThat(json.at("/record/models_tried/0/keys_to_try").size()).isEqualTo(2);
    assertThat(json.toString()).doesNotContain("0123456789");
  }
}
