package dev.keyway.envoy;

import static dev.keyway.envoy.EnvoyStage.HELLO;
import static dev.keyway.envoy.EnvoyStage.answer;
import static dev.keyway.envoy.EnvoyStage.answerBody;
import static dev.keyway.envoy.EnvoyStage.body;
import static dev.keyway.envoy.EnvoyStage.denied;
import static dev.keyway.envoy.EnvoyStage.head;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.classify.Outcome;
import dev.keyway.envoy.Conversation.Reply;
import dev.keyway.envoy.FilterSettings.FilledIn;
import dev.keyway.envoy.wire.CommonResponse;
import dev.keyway.envoy.wire.ProcessingMode;
import dev.keyway.http.Headers;
import dev.keyway.record.DecisionRecord;
import dev.keyway.record.DecisionRecord.Ending;
import dev.keyway.stream.Usage;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Requests of the native form, told to the filters' conversations as Envoy tells them. */
class NativeFormTest {

  private static final String OPENAI = "openai/https/api.openai.com/443";
  private static final String ANTHROPIC = "anthropic/https/api.anthropic.com/443";
  private static final Headers JSON = Headers.of("content-type", "application/json");

  private final EnvoyStage stage = new EnvoyStage(EnvoyStage.POLICY);
  private Conversation plan = stage.filter(Stage.PLAN);
  private NativeRequest request = new NativeRequest(plan);

  private Reply begin(String body, String... headers) {
    return request.begin(body, headers);
  }

  private String cluster(int number) {
    return request.cluster(number);
  }

  private NativeRequest.Try tried(int number) {
    return request.tried(stage, number);
  }

  private NativeRequest.Try tried(int number, String cluster, Headers headers) {
    return request.tried(stage, number, cluster, headers);
  }

  private DecisionRecord record() {
    assertThat(stage.records).hasSize(1);
    return stage.records.getFirst();
  }

  @Test
  void the_first_try_goes_to_the_first_keys_provider_with_that_key_alone() {
    Reply planned = begin(HELLO, "authorization", "Bearer mine", "x-envoy-max-retries", "0");

    Headers set =
        EnvoyStage.set(planned.response().getRequestBody().getResponse().getHeaderMutation());
    assertThat(set.first("x-envoy-max-retries")).isEqualTo("100");
    assertThat(set.first("x-envoy-upstream-rq-per-try-timeout-ms")).isEqualTo("30000");
    assertThat(cluster(1)).isEqualTo(OPENAI);

    NativeRequest.Try first =
        tried(
            1,
            OPENAI,
            Headers.of(
                "x-api-key", "of another try", "x-envoy-attempt-count", "1", "accept", "*/*"));

    assertThat(first.set().first("authorization")).isEqualTo("Bearer sk-primary-0123456789");
    assertThat(first.set().first(":path")).isEqualTo("/v1/chat/completions");
    assertThat(first.common().getHeaderMutation().getRemoveHeadersList())
        .contains("x-api-key", "x-envoy-attempt-count");
  }

  @Test
  void what_no_provider_may_see_goes_before_the_router() {
    Reply reply =
        plan.take(
            head(
                "POST",
                "/v1/chat/completions",
                Headers.of(
                    "authorization", "Bearer mine",
                    "x-api-key", "mine",
                    "cookie", "a=b",
                    "x-envoy-retry-on", "5xx",
                    "x-keyway-failover", "1",
                    "accept", "*/*")));

    assertThat(
            reply
                .response()
                .getRequestHeaders()
                .getResponse()
                .getHeaderMutation()
                .getRemoveHeadersList())
        .containsExactlyInAnyOrder(
            "authorization", "x-api-key", "cookie", "x-envoy-retry-on", "x-keyway-failover");
  }

  @Test
  void a_429_goes_on_to_the_next_key_and_then_to_the_next_model() {
    begin(HELLO);

    assertThat(tried(1).failsOver(429, Headers.of("retry-after", "60"))).isTrue();
    assertThat(cluster(2)).isEqualTo(OPENAI);
    NativeRequest.Try second = tried(2);
    assertThat(second.set().first("authorization")).isEqualTo("Bearer sk-backup-0123456789");
    assertThat(second.failsOver(429, Headers.of("retry-after", "60"))).isTrue();
    assertThat(cluster(3)).isEqualTo(ANTHROPIC);

    NativeRequest.Try third = tried(3);

    assertThat(third.set().first("authorization")).isEqualTo("Bearer sk-ant-0123456789");
    assertThat(third.common().getBodyMutation().getBody().toStringUtf8())
        .isEqualTo(
            """
            {"model":"claude-sonnet-4-5","messages":[{"role":"user","content":"Hello"}]}\
            """);
    assertThat(third.failsOver(200, JSON)).isFalse();
    Reply passed = request.arrives(200, JSON, false);
    assertThat(passed.last()).isTrue();
    assertThat(record().trials()).hasSize(2);
  }

  @Test
  void the_length_of_each_trys_body_is_told_and_an_untouched_body_is_not_sent_again() {
    begin("{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");

    NativeRequest.Try first = tried(1);

    assertThat(first.common().getStatus()).isEqualTo(CommonResponse.ResponseStatus.CONTINUE);
    assertThat(first.common().hasBodyMutation()).isFalse();
    assertThat(request.context("content_length")).isEqualTo("62");
  }

  @Test
  void a_400_is_the_requests_own_and_goes_to_the_client() {
    begin(HELLO);

    assertThat(
            tried(1)
                .failsOverReading(
                    400, "{\"error\":{\"type\":\"invalid_request_error\",\"message\":\"no\"}}"))
        .isFalse();
    assertThat(request.arrives(400, JSON, false).response().hasResponseHeaders()).isTrue();
  }

  @Test
  void an_error_that_says_that_money_is_gone_is_understood() {
    begin(HELLO);

    assertThat(
            tried(1)
                .failsOverReading(
                    429,
                    "{\"error\":{\"type\":\"insufficient_quota\",\"code\":\"insufficient_quota\"}}"))
        .isTrue();
    tried(2).failsOver(200, JSON);
    request.arrives(200, JSON, false);
    assertThat(record().trials().getFirst().attempts().getFirst().classification().toString())
        .contains("QUOTA_GROUP");
  }

  /** Without a bound Envoy would hold whatever a provider sends. */
  @Test
  void error_bodies_without_a_known_length_or_beyond_64_kib_are_not_asked_for() {
    begin(HELLO);
    NativeRequest.Try first = tried(1);
    assertThat(first.take(answer(500, JSON, false)).response().hasModeOverride()).isFalse();
    NativeRequest.Try second = tried(2);
    Headers long64 = JSON.toBuilder().add("content-length", "65537").build();
    assertThat(second.take(answer(500, long64, false)).response().hasModeOverride()).isFalse();
  }

  @Test
  void after_a_try_without_an_answer_the_decision_is_made_before_envoy_goes_on() {
    begin(HELLO);
    tried(1);
    assertThat(cluster(2)).isEqualTo("keyway");

    NativeRequest.Try turn =
        tried(
            2,
            "keyway",
            Headers.of("authorization", "Bearer sk-primary-0123456789", "accept", "*/*"));

    assertThat(turn.set().size()).isZero();
    assertThat(turn.common().getHeaderMutation().getRemoveHeadersList())
        .contains("authorization", "accept");
    assertThat(turn.common().getBodyMutation().getBody().size()).isEqualTo(1);
    assertThat(turn.failsOver(415, Headers.empty())).isTrue();
    assertThat(cluster(3)).isEqualTo(OPENAI);
    NativeRequest.Try third = tried(3);
    assertThat(third.set().first("authorization")).isEqualTo("Bearer sk-backup-0123456789");
    assertThat(third.failsOver(200, JSON)).isFalse();
    request.arrives(200, JSON, false);
    assertThat(record().trials().getFirst().attempts().getFirst().outcome().toString())
        .contains("Broken");
  }

  @Test
  void a_try_that_ran_out_of_time_is_recorded_as_that() {
    begin(HELLO);
    tried(1);

    tried(2, "keyway", Headers.of("x-envoy-is-timeout-retry", "true")).failsOver(415, JSON);

    tried(3).failsOver(200, JSON);
    request.arrives(200, JSON, false);
    assertThat(record().trials().getFirst().attempts().getFirst().outcome().toString())
        .contains("TimedOut");
  }

  @Test
  void when_all_have_failed_the_client_gets_our_answer_and_the_record_is_written() {
    begin(HELLO);
    tried(1).failsOver(500, JSON);
    tried(2).failsOver(500, JSON);
    NativeRequest.Try last = tried(3);

    assertThat(last.failsOver(500, JSON)).isFalse();
    assertThat(denied(request.arrives(500, JSON, false), 503)).contains("all providers failed");
    assertThat(record().refusal()).isNotNull();
  }

  @Test
  void envoys_own_answer_never_reaches_the_client() {
    begin(HELLO);
    tried(1);
    stage.clock.pass(Duration.ofMinutes(5));

    assertThat(denied(plan.take(answer(504, Headers.empty(), true)), 504)).contains("no provider");
    assertThat(lastOutcome()).isInstanceOf(Outcome.TimedOut.class);
  }

  /** Envoy answers so when Keyway did not; what becomes of tries it tells in the next one. */
  @Test
  void what_envoy_gave_up_for_its_own_reasons_is_held_against_nobody() {
    begin(HELLO);
    tried(1);

    assertThat(denied(plan.take(answer(504, Headers.empty(), true)), 504)).contains("no provider");
    assertThat(lastOutcome()).isInstanceOf(Outcome.Cancelled.class);
  }

  private Outcome lastOutcome() {
    return record().trials().getLast().attempts().getLast().outcome();
  }

  /** Envoy commits an answer only when its filters are done: until then it may still try on. */
  @Test
  void an_answer_that_broke_off_before_it_could_be_passed_on_is_not_mixed_with_another() {
    begin(HELLO);
    assertThat(tried(1).failsOver(200, JSON)).isFalse();
    Reply turn = tried(2, "keyway", Headers.empty()).take(answer(415, Headers.empty(), true));
    assertThat(turn.response().hasResponseHeaders()).isTrue();

    assertThat(denied(plan.take(answer(415, Headers.empty(), true)), 502)).contains("broke off");
    assertThat(record().ending()).isEqualTo(Ending.PROVIDER_BROKE);
  }

  @Test
  void what_a_filter_before_answers_goes_to_the_client_as_it_is() {
    Reply reply = plan.take(answer(401, Headers.of("www-authenticate", "Bearer realm=a"), true));

    assertThat(reply.response().hasResponseHeaders()).isTrue();
    assertThat(reply.response().getResponseHeaders().hasResponse()).isFalse();
    assertThat(reply.last()).isTrue();
  }

  @Test
  void a_body_that_envoy_does_not_keep_is_refused_in_the_clients_dialect() {
    plan.take(head("POST", "/v1/chat/completions", Headers.empty()));

    assertThat(denied(plan.take(answer(413, Headers.empty(), false)), 413))
        .contains("request_body_buffer_limit");
    assertThat(record().refusal()).isNotNull();
  }

  @Test
  void an_error_that_was_not_looked_at_is_before_it_goes_out() {
    begin(HELLO);
    NativeRequest.Try first = tried(1);
    assertThat(first.failsOverUnread(400, JSON)).isFalse();

    Reply asked = request.arrives(400, JSON, false);
    assertThat(asked.last()).isFalse();
    assertThat(asked.response().getModeOverride().getResponseBodyMode())
        .isEqualTo(ProcessingMode.BodySendMode.BUFFERED);

    assertThat(plan.take(answerBody("{\"error\":\"no\"}", true)).response().hasResponseBody())
        .isTrue();
  }

  @Test
  void a_client_that_leaves_while_an_error_is_looked_at_leaves_a_record() {
    begin(HELLO);
    tried(1).failsOverUnread(400, JSON);
    request.arrives(400, JSON, false);

    plan.ended();

    assertThat(record().ending()).isEqualTo(Ending.CLIENT_LEFT);
  }

  @Test
  void an_error_that_quotes_the_key_is_withheld() {
    begin(HELLO);
    tried(1).failsOverUnread(400, JSON);
    request.arrives(400, JSON, false);

    assertThat(denied(plan.take(answerBody("bad key sk-primary-0123456789", true)), 502))
        .doesNotContain("sk-primary");
    assertThat(record().refusal().message()).contains("quotes the key");
  }

  @Test
  void a_try_that_envoy_has_given_up_gets_nothing_when_it_comes_late() {
    begin(HELLO);
    tried(1);
    tried(2).failsOver(415, Headers.empty());

    denied(tried(1, OPENAI, Headers.empty()).reply(), 500);
  }

  /** Envoy's access log shows the path of the last try. */
  @Test
  void a_key_that_would_travel_in_the_url_does_not_travel_through_envoy() {
    EnvoyStage other =
        new EnvoyStage(
            """
            on_http_request:
              - type: ai-gateway
                config:
                  access: {require: none}
                  providers:
                    - id: house
                      base_url: https://models.example.org/v1
                      auth: {style: query, name: key}
                      api_keys:
                        - value: ${secrets.get('openai', 'primary-key')}
            """);
    Conversation filter = other.filter(Stage.PLAN);
    filter.take(head("POST", "/v1/chat/completions", Headers.empty()));

    assertThat(denied(filter.take(body(HELLO.replace("gpt-4o", "house:any"))), 500))
        .contains("attaches Keyway by the relay form");
  }

  @Test
  void a_cluster_that_was_not_decided_on_gets_nothing() {
    begin(HELLO);

    Reply reply = tried(1, ANTHROPIC, Headers.empty()).reply();

    denied(reply, 500);
  }

  @Test
  void a_try_without_a_plan_gets_nothing() {
    denied(tried(1, OPENAI, Headers.empty()).reply(), 500);
  }

  @Test
  void a_client_that_leaves_frees_its_key_and_leaves_a_record() {
    begin(HELLO);
    tried(1);

    plan.ended();

    assertThat(record().ending()).isEqualTo(Ending.CLIENT_LEFT);
  }

  @Test
  void who_watches_answers_settles_them() {
    plan = stage.filter(new FilterSettings(Stage.PLAN, "chat", "", EnvoyStage.NOBODY, true));
    request = new NativeRequest(plan);
    begin(HELLO.replace("{\"model\"", "{\"stream\":true,\"model\""));
    Headers sse = Headers.of("content-type", "text/event-stream");
    tried(1).failsOver(200, sse);
    Reply passed = request.arrives(200, sse, false);
    Headers shown =
        EnvoyStage.set(passed.response().getResponseHeaders().getResponse().getHeaderMutation());
    assertThat(stage.records).isEmpty();

    Conversation usage = stage.filter(Stage.USAGE);
    usage.take(
        answer(200, sse.toBuilder().add("x-keyway-id", shown.first("x-keyway-id")).build(), false));
    usage.take(
        answerBody(
            "data: {\"choices\":[{\"delta\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}\n\n",
            false));
    usage.take(
        answerBody(
            "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":5}}\n\ndata: [DONE]\n\n",
            true));

    assertThat(record().usage()).isEqualTo(new Usage(7L, 5L));
    assertThat(record().ending()).isEqualTo(Ending.COMPLETE);
  }

  /** As the generated configuration has it: the filter's metadata says which request it is. */
  @Test
  void who_watches_bodies_alone_settles_them_and_ends_with_them() {
    String id = passedWatched(JSON, false);

    Reply watched =
        stage
            .filter(watching(id))
            .take(answerBody("{\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":5}}", true));

    assertThat(watched.response()).isNull();
    assertThat(watched.last()).isTrue();
    assertThat(record().usage()).isEqualTo(new Usage(7L, 5L));
  }

  @Test
  void an_answer_without_a_body_is_not_waited_for() {
    passedWatched(Headers.empty(), true);

    assertThat(record().ending()).isEqualTo(Ending.COMPLETE);
  }

  @Test
  void an_answer_that_nobody_watches_is_settled_after_half_a_minute() {
    passedWatched(JSON, false);
    stage.clock.pass(Duration.ofSeconds(30));
    stage.settleUnwatched();
    assertThat(stage.records).isEmpty();

    stage.clock.pass(Duration.ofSeconds(1));
    stage.settleUnwatched();

    assertThat(record().usage()).isEqualTo(Usage.UNKNOWN);
  }

  private String passedWatched(Headers answer, boolean bodyless) {
    plan = stage.filter(new FilterSettings(Stage.PLAN, "chat", "", EnvoyStage.NOBODY, true));
    request = new NativeRequest(plan);
    begin(HELLO);
    tried(1).failsOver(200, answer);
    request.arrives(200, answer, bodyless);
    return request.context("flight");
  }

  private static FilterSettings watching(String id) {
    return new FilterSettings(
        Stage.USAGE, null, "", EnvoyStage.NOBODY, false, new FilledIn(null, null, 0, null, id));
  }

  /** As the generated configuration has it, without attributes. */
  @Test
  void the_filters_metadata_says_which_try_it_is_and_where_it_goes() {
    begin(HELLO);
    FilterSettings first =
        new FilterSettings(
            Stage.ATTEMPT,
            null,
            "",
            EnvoyStage.NOBODY,
            false,
            new FilledIn(null, null, 1, request.cluster(1), null));

    Reply tried =
        stage
            .filter(first)
            .take(request.tryAt(1, "other", Headers.empty()).toBuilder().clearAttributes().build());

    assertThat(
            EnvoyStage.set(tried.response().getRequestHeaders().getResponse().getHeaderMutation())
                .first("authorization"))
        .isEqualTo("Bearer sk-primary-0123456789");
  }

  @Test
  void a_caller_nobody_vouches_for_is_refused_before_its_body_is_asked_for() {
    EnvoyStage closed =
        new EnvoyStage(EnvoyStage.POLICY.replace("access: {require: none}", "model_selection: {}"));
    Conversation filter = closed.filter(Stage.PLAN);

    assertThat(denied(filter.take(head("POST", "/v1/chat/completions", Headers.empty())), 401))
        .contains("Nobody vouches for this client");
  }

  @Test
  void what_is_known_here_is_answered_without_a_body() {
    assertThat(denied(plan.take(head("GET", "/v1/models", Headers.empty(), true)), 200))
        .contains("gpt-4o");
  }
}
