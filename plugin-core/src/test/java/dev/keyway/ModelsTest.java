package dev.keyway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.record.DecisionRecord;
import dev.keyway.record.RecordJson;
import dev.keyway.refusal.ErrorCode;
import dev.keyway.request.Format;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client that asks for models is told, in both dialects. */
class ModelsTest {

  private static final String POLICY =
      """
      providers:
        - id: house
          base_url: https://house.example.com
          supported_api_surfaces: [{format: openai}, {format: anthropic}]
          api_keys: [{value: "${secrets.get('house', 'key')}"}]
          models:
            - {id: m1, display_name: The First, author_id: acme}
            - {id: m2, id_aliases: [best]}
            - id: org/m3
            - id: m4
            - id: m5
      only_allow_configured_providers: true
      """;

  private Stage stage;

  @BeforeEach
  void open() {
    stage = Stage.of(Map.of("HOUSE_KEY", "sk-house"), POLICY);
  }

  @Test
  void openAisList_isWhole() {
    assertThat(told(null, Format.OPENAI, "limit=1"))
        .startsWith(
            """
            {"object":"list","data":[\
            {"id":"m1","object":"model","created":1793491200,"owned_by":"acme"},\
            {"id":"m2","object":"model","created":1793491200,"owned_by":"house"},\
            {"id":"org/m3",\
            """)
        .endsWith(
            "\"id\":\"m5\",\"object\":\"model\",\"created\":1793491200,\"owned_by\":\"house\"}]}");
  }

  @Test
  void anthropicsList_isAPage() {
    assertThat(told(null, Format.ANTHROPIC, "limit=1"))
        .isEqualTo(
            """
            {"data":[{"type":"model","id":"m1","display_name":"The First",\
            "created_at":"2026-11-01T00:00:00Z"}],\
            "has_more":true,"first_id":"m1","last_id":"m1"}\
            """);
  }

  @ParameterizedTest
  @CsvSource({
    ", m1 m2 org/m3 m4 m5, false",
    "other=1, m1 m2 org/m3 m4 m5, false",
    "limit=, m1 m2 org/m3 m4 m5, false",
    "limit=1000, m1 m2 org/m3 m4 m5, false",
    "limit=5, m1 m2 org/m3 m4 m5, false",
    "limit=4, m1 m2 org/m3 m4, true",
    "limit=2&after_id=m2, org/m3 m4, true",
    "limit=2&after_id=org%2Fm3, m4 m5, false",
    "limit=2&after_id=org/m3, m4 m5, false",
    "after_id=m5, '', false",
    "limit=2&before_id=m5, org/m3 m4, true",
    "limit=2&before_id=org/m3, m1 m2, false",
    "limit=3&before_id=m2, m1, false",
    "before_id=m1, '', false",
  })
  void pageIsWhatItsQueryAsksFor(@Nullable String query, String names, boolean more) {
    String told = told(null, Format.ANTHROPIC, query);
    assertThat(told.replaceAll(".*?\"id\":\"([^\"]*)\"|.*", "$1 ").strip()).isEqualTo(names);
    String[] each = names.split(" ", -1);
    String first = names.isEmpty() ? "null" : "\"" + each[0] + "\"";
    String last = names.isEmpty() ? "null" : "\"" + each[each.length - 1] + "\"";
    assertThat(told)
        .endsWith("\"has_more\":%s,\"first_id\":%s,\"last_id\":%s}".formatted(more, first, last));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=1001",
        "limit=-1",
        "limit=ten",
        "limit=99999999999",
        "after_id=unheard-of",
        "before_id=M1",
        "after_id=%zz",
        "after_id=m1&before_id=m3"
      })
  void queryThatAsksForNoPage_isRefused(String query) {
    assertThat(refused(null, Format.ANTHROPIC, query))
        .contains("x-keyway-error: invalid_request", "invalid_request_error");
  }

  @Test
  void oneModel_isToldAlone() {
    assertThat(told("best", Format.OPENAI, null))
        .isEqualTo(
            """
            {"id":"m2","object":"model","created":1793491200,"owned_by":"house"}\
            """);
    assertThat(told("house:m1", Format.ANTHROPIC, null))
        .isEqualTo(
            """
            {"type":"model","id":"house:m1","display_name":"The First",\
            "created_at":"2026-11-01T00:00:00Z"}\
            """);
  }

  @Test
  void unknownModel_isNotFound_andTheNearestNamed() {
    assertThat(refused("org/m33", Format.OPENAI, null))
        .contains("\"code\":\"model_not_found\"", "nearest: org/m3")
        .contains("\"type\":\"invalid_request_error\"");
    assertThat(refused("org/m33", Format.ANTHROPIC, null))
        .contains("\"type\":\"not_found_error\"", "nearest: org/m3");
    assertThat(stage.records).hasSize(2);
    assertThat(stage.records.getFirst().refusal().code()).isEqualTo(ErrorCode.MODEL_NOT_FOUND);
  }

  @Test
  void keyInPlaceOfAnId_isNotRepeated() {
    String key = "sk-CANARY-0123456789abcdef";
    assertThat(refused(key, Format.OPENAI, null)).doesNotContain("CANARY");
    assertThat(RecordJson.line(stage.records.getFirst())).doesNotContain("CANARY");
  }

  @Test
  void listLeavesOneRecord_ofSuccess() {
    Opening.Answered answered = (Opening.Answered) stage.models(null, Format.OPENAI, "key=CANARY");
    assertThat(Stage.shown(answered.answer().headers()))
        .isEqualTo(
            """
            content-type: application/json
            cache-control: no-store
            x-keyway-id: id-1
            """);
    DecisionRecord record = stage.records.getFirst();
    assertThat(stage.records).hasSize(1);
    assertThat(record.answeredHere()).isTrue();
    assertThat(RecordJson.line(record))
        .contains("\"status\":\"success\"", "\"path\":\"/v1/models\"", "\"policy\":\"test\"")
        .doesNotContain("CANARY", "\"error\"", "\"success\":");
  }

  private String told(@Nullable String id, Format format, @Nullable String query) {
    Opening.Answered answered = (Opening.Answered) stage.models(id, format, query);
    return new String(answered.answer().body(), StandardCharsets.UTF_8);
  }

  private String refused(@Nullable String id, Format format, @Nullable String query) {
    return Stage.text(((Opening.Answered) stage.models(id, format, query)).answer());
  }
}
