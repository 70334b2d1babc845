package dev.keyway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.access.AccessKeyWish;
import dev.keyway.access.AccessKeys;
import dev.keyway.access.Listener;
import dev.keyway.access.Listener.Authentication;
import dev.keyway.access.PolicyRef;
import dev.keyway.record.DecisionRecord;
import dev.keyway.refusal.ErrorCode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients ask which models there are. */
class ModelsRequestTest {

  private static final String LIST = "/v1/models";
  private static final String VERSION = "2023-06-01";

  @Test
  void list_speaks_openais_dialect_and_leaves_a_record() throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      HttpResponse<String> answer = Client.send(get(stage, LIST));

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
      assertThat(answer.body())
          .startsWith("{\"object\":\"list\",\"data\":[{\"id\":\"test-model\",\"object\":\"model\"");
      DecisionRecord record = stage.record();
      assertThat(answer.headers().firstValue("x-keyway-id")).hasValue(record.id());
      assertThat(record.answeredHere()).isTrue();
      assertThat(stage.otherRecords()).isEmpty();
      assertThat(stage.first.received()).isEmpty();
    }
  }

  @Test
  void list_speaks_anthropics_dialect_to_who_sends_its_version() throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      HttpResponse<String> answer =
          Client.send(get(stage, LIST + "?limit=1").header("anthropic-version", VERSION));

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body())
          .startsWith("{\"data\":[{\"type\":\"model\",\"id\":\"test-model\",")
          .endsWith("\"has_more\":false,\"first_id\":\"test-model\",\"last_id\":\"test-model\"}");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/models/test-model, test-model",
    "/v1/models/second:test-model, second:test-model",
    "/v1/models/second%3ATest-Model, second:test-model",
  })
  void one_model_is_found_by_its_names(String path, String id) throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      HttpResponse<String> answer = Client.send(get(stage, path));

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).startsWith("{\"id\":\"" + id + "\",\"object\":\"model\",");
    }
  }

  @Test
  void unknown_model_is_not_found_in_either_dialect() throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      HttpRequest.Builder unknown = get(stage, LIST + "/test-modle");
      HttpResponse<String> openAi = Client.send(unknown);
      HttpResponse<String> anthropic = Client.send(unknown.header("anthropic-version", VERSION));

      assertThat(openAi.statusCode()).isEqualTo(404);
      assertThat(openAi.headers().firstValue("x-keyway-error")).hasValue("model_not_found");
      assertThat(openAi.body())
          .startsWith("{\"error\":{")
          .contains("nearest: test-model", "\"code\":\"model_not_found\"");
      assertThat(anthropic.statusCode()).isEqualTo(404);
      assertThat(anthropic.body())
          .startsWith("{\"type\":\"error\",\"error\":{\"type\":\"not_found_error\"");
      assertThat(stage.record().refusal().code()).isEqualTo(ErrorCode.MODEL_NOT_FOUND);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HEAD", "POST", "DELETE"})
  void other_methods_are_refused_with_the_right_one(String method) throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      HttpResponse<String> answer =
          Client.send(get(stage, LIST).method(method, BodyPublishers.noBody()));

      assertThat(answer.statusCode()).isEqualTo(405);
      assertThat(answer.headers().firstValue("allow")).hasValue("GET");
      assertThat(answer.headers().firstValue("x-keyway-id")).hasValue(stage.record().id());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {LIST, "/v1/models/test-model", "/v1/models/unheard-of"})
  void stranger_learns_nothing(String path) throws Exception {
    try (RelayStage stage = locked(AccessKeys.NONE)) {
      for (String method : new String[] {"GET", "POST"}) {
        HttpResponse<String> answer =
            Client.send(get(stage, path).method(method, BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).doesNotContain("test-model");
      }
    }
  }

  @Test
  void caller_sees_what_its_access_key_allows() throws Exception {
    AccessKeys.Creation made =
        AccessKeys.empty(new SecureRandom())
            .create(AccessKeyWish.named("bob"), Instant.now(), new SecureRandom());
    try (RelayStage stage = locked(made.keys())) {
      HttpResponse<String> answer =
          Client.send(get(stage, LIST).header("authorization", "Bearer " + made.text().reveal()));

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).contains("\"id\":\"test-model\"");
      assertThat(stage.record().client().caller().consumer()).isEqualTo("bob");
    }
  }

  @Test
  void body_that_nobody_asked_for_does_no_harm() throws Exception {
    try (RelayStage stage = RelayStage.plain();
        Wire wire = stage.wire()) {
      wire.send("GET /v1/models HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\n\r\nhello");

      assertThat(wire.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 200 OK");
    }
  }

  private static RelayStage locked(AccessKeys keys) throws RelayStartException {
    Listener locked =
        new Listener.Entry(new PolicyRef.Named(StagePolicy.NAME), Authentication.REQUIRED);
    return RelayStage.of(made -> made.withProviders().listener(locked).accessKeys(keys));
  }

  private static HttpRequest.Builder get(RelayStage stage, String path) {
    return HttpRequest.newBuilder(stage.url(path)).timeout(RelayStage.SOON).GET();
  }
}
