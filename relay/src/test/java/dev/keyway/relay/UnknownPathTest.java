package dev.keyway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.access.AccessKeys;
import dev.keyway.access.Listener;
import dev.keyway.access.Listener.Authentication;
import dev.keyway.access.PolicyRef;
import dev.keyway.record.DecisionRecord;
import dev.keyway.record.RecordJson;
import dev.keyway.refusal.ErrorCode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that lead nowhere are answered and recorded as any other refusal is. */
class UnknownPathTest {

  @Test
  void request_that_leads_nowhere_has_an_id_and_a_record() throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      HttpResponse<String> answer =
          Client.send(Client.post(stage, "/v1/files?key=CANARY", Client.HELLO));

      assertThat(answer.statusCode()).isEqualTo(404);
      DecisionRecord record = stage.record();
      assertThat(answer.headers().firstValue("x-keyway-id")).hasValue(record.id());
      assertThat(answer.headers().firstValue("x-keyway-error")).hasValue("unknown_path");
      assertThat(record.policy()).isEqualTo(StagePolicy.NAME);
      assertThat(record.route()).isEqualTo("test");
      assertThat(record.client().path()).isEqualTo("/v1/files");
      assertThat(RecordJson.line(record))
          .contains("\"status\":\"error\"", "\"code\":\"unknown_path\"", "\"status\":404")
          .doesNotContain("CANARY");
      assertThat(stage.otherRecords()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/messages/batches, '{\"type\":\"error\",\"error\":{\"type\":\"not_found_error\"'",
    "/v1/files, '{\"error\":{\"message\":'",
    "/, '{\"error\":{\"message\":'"
  })
  void answer_speaks_the_dialect_of_the_path(String path, String beginning) throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      HttpResponse<String> answer = Client.send(Client.post(stage, path, Client.HELLO));

      assertThat(answer.body()).startsWith(beginning);
      assertThat(stage.record().client().path()).isEqualTo(path);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/files", "/v1/messages/batches"})
  void stranger_is_refused_with_an_id_and_a_record(String path) throws Exception {
    Listener locked =
        new Listener.Entry(new PolicyRef.Named(StagePolicy.NAME), Authentication.REQUIRED);
    try (RelayStage stage =
        RelayStage.of(made -> made.withProviders().listener(locked).accessKeys(AccessKeys.NONE))) {
      HttpResponse<String> answer = Client.send(Client.post(stage, path, Client.HELLO));

      assertThat(answer.statusCode()).isEqualTo(401);
      DecisionRecord record = stage.record();
      assertThat(answer.headers().firstValue("x-keyway-id")).hasValue(record.id());
      assertThat(record.refusal().code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
      assertThat(record.client().path()).isEqualTo(path);
    }
  }

  @Test
  void gateway_listener_without_a_context_records_whoever_knocks() throws Exception {
    try (RelayStage stage =
        RelayStage.of(made -> made.withProviders().listener(new Listener.Gateway()))) {
      HttpResponse<String> answer =
          Client.send(Client.post(stage, "/v1/messages/batches", Client.HELLO));

      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.body()).startsWith("{\"type\":\"error\"");
      DecisionRecord record = stage.record();
      assertThat(answer.headers().firstValue("x-keyway-id")).hasValue(record.id());
      assertThat(record.policy()).isNull();
    }
  }

  @Test
  void key_in_the_path_stands_in_no_record() throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      Client.send(Client.post(stage, "/sk-CANARY-0123456789abcdef/v1/files", Client.HELLO));

      assertThat(RecordJson.line(stage.record())).contains("/v1/files").doesNotContain("CANARY");
    }
  }

  @Test
  void head_request_is_answered_without_a_body() throws Exception {
    try (RelayStage stage = RelayStage.plain();
        Wire wire = stage.wire()) {
      wire.send("HEAD /v1/files HTTP/1.1\r\nhost: x\r\n\r\n");
      String head = wire.readUntil("\r\n\r\n");
      wire.chat(Client.HELLO);

      assertThat(head).startsWith("HTTP/1.1 404 ");
      assertThat(wire.readUntil("\r\n")).isEqualTo("HTTP/1.1 200 OK\r\n");
    }
  }
}
