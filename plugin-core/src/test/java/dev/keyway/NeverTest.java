package dev.keyway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.classify.Outcome;
import dev.keyway.http.Answer;
import dev.keyway.record.DecisionRecord;
import dev.keyway.record.DecisionRecord.Ending;
import dev.keyway.record.RecordJson;
import dev.keyway.refusal.ErrorCode;
import dev.keyway.refusal.Refusal;
import dev.keyway.stream.Usage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Keyway never does, shown by whole requests without a socket. */
class NeverTest {

  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "OPENAI_A", "sk-openai-a-0123", "OPENAI_B", "sk-openai-b-0123", "CORP", "corp-0123456");

  private static final String TWO_PROVIDERS =
      """
      providers:
        - id: openai
          api_keys:
            - value: ${secrets.get('openai', 'a')}
            - value: ${secrets.get('openai', 'b')}
        - id: corp
          base_url: https://llm.example.com/v1
          auth: {style: header, name: x-corp-key}
          models: [{id: gpt-4o}]
          api_keys: [{value: "${secrets.get('corp')}"}]
      """;

  private static final String CLIENTS_OWN_THEN_CORP =
      """
      providers:
        - id: openai
        - id: corp
          base_url: https://llm.example.com/v1
          auth: {style: header, name: x-corp-key}
          models: [{id: gpt-4o}]
          api_keys: [{value: "${secrets.get('corp')}"}]
      """;

  private static final String CORP_AND_SEARCH_WITHOUT_KEYS =
      """
      providers:
        - id: openai
          api_keys: [{value: "${secrets.get('OPENAI', 'a')}"}]
        - id: corp
          base_url: https://llm.example.com/v1
          auth: {style: header, name: x-corp-key}
        - id: search
          base_url: https://search.example.com/v1
          auth: {style: query, name: search_key}
      """;

  private final Stage stage = Stage.of(ENVIRONMENT, TWO_PROVIDERS);

  @Test
  void clientsCredential_goesToTheProviderItIsMeantFor_andToNoOther() {
    Stage own = Stage.of(ENVIRONMENT, CLIENTS_OWN_THEN_CORP).clientBrings("sk-client-77");
    Exchange exchange = own.open();

    assertThat(Stage.wire(Stage.sent(exchange.first())))
        .contains("https://api.openai.com/", "sk-client-77");
    assertThat(Stage.wire(Stage.sent(exchange.next(Stage.failed(500, "down")))))
        .contains("llm.example.com", "corp-0123456")
        .doesNotContain("sk-client-77");
  }

  /** What a client puts where one provider alone looks for its key is for that provider. */
  @Test
  void clientsCredential_inAProvidersOwnHeader_goesToThatProviderAlone() {
    Stage own = Stage.of(ENVIRONMENT, CORP_AND_SEARCH_WITHOUT_KEYS);
    own.headers = own.headers.toBuilder().add("X-Corp-Key", "corp-client-77").build();
    own.query = "search_key=search-client-88&beta=true";

    Exchange corpFirst = own.open("corp:m", "openai:gpt-4o");
    assertThat(Stage.wire(Stage.sent(corpFirst.first())))
        .contains("llm.example.com", "x-corp-key: corp-client-77")
        .doesNotContain("search-client-88");
    assertThat(Stage.wire(Stage.sent(corpFirst.next(Stage.failed(500, "down")))))
        .contains("api.openai.com", "sk-openai-a-0123", "beta=true")
        .doesNotContain("client-77", "client-88");

    Exchange searchFirst = own.open("search:m", "openai:gpt-4o");
    assertThat(Stage.wire(Stage.sent(searchFirst.first())))
        .contains("search.example.com", "search_key=search-client-88", "beta=true")
        .doesNotContain("client-77");
  }

  @Test
  void clientsCredential_inAProvidersOwnHeader_countsBeforeTheOneForAny() {
    Stage own = Stage.of(ENVIRONMENT, CORP_AND_SEARCH_WITHOUT_KEYS).clientBrings("sk-any-66");
    own.headers = own.headers.toBuilder().add("x-corp-key", "corp-client-77").build();

    assertThat(Stage.wire(Stage.sent(own.open("corp:m").first())))
        .contains("x-corp-key: corp-client-77")
        .doesNotContain("sk-any-66");
    assertThat(Stage.wire(Stage.sent(own.open("search:m").first())))
        .contains("search_key=sk-any-66")
        .doesNotContain("client-77");
  }

  @Test
  void clientsCredential_inAProvidersOwnHeader_isOfNoUseToTheOthers() {
    Stage own = Stage.of(Map.of(), CORP_AND_SEARCH_WITHOUT_KEYS.replaceAll("(?m)^.*OPENAI.*$", ""));
    own.headers = own.headers.toBuilder().add("x-corp-key", "corp-client-77").build();

    assertThat(Stage.text(((Opening.Answered) own.begin("openai:gpt-4o", "search:m")).answer()))
        .contains("no_api_key", "the query parameter search_key")
        .doesNotContain("client-77");
  }

  @Test
  void accessKey_inAProvidersOwnHeader_isNotSentOn() {
    Stage own = Stage.of(ENVIRONMENT, CORP_AND_SEARCH_WITHOUT_KEYS);
    own.headers = own.headers.toBuilder().add("x-corp-key", "kw-ABCDEFGH-0123").build();

    assertThat(Stage.text(((Opening.Answered) own.begin("corp:m")).answer()))
        .contains("no_api_key", "x-corp-key");
  }

  @Test
  void clientsCredential_neverLeaves_whereTheProviderHasKeys() {
    stage.clientBrings("sk-client-77");
    stage.query = "key=sk-client-77&api_key=sk-client-77&api-version=1";
    stage.headers =
        stage.headers.toBuilder()
            .add("x-api-key", "sk-client-77")
            .add("api-key", "sk-client-77")
            .add("x-goog-api-key", "sk-client-77")
            .add("x-provider-key", "sk-client-77")
            .add("cookie", "session=sk-client-77")
            .add("proxy-authorization", "Basic sk-client-77")
            .add("x-corp-key", "sk-client-77")
            .build();
    Exchange exchange = stage.open();

    for (Move move = exchange.first();
        move instanceof Move.Send send;
        move = exchange.next(Stage.failed(401, "invalid"))) {
      assertThat(Stage.wire(send.call())).doesNotContain("sk-client-77");
    }
    assertThat(stage.records.getFirst().trials()).hasSize(2);
  }

  @Test
  void hostsCredential_isNotSentOn() {
    stage.headers =
        stage.headers.toBuilder()
            .add("authorization", "Bearer eyJ-host-jwt")
            .add("apikey", "host-key-auth")
            .add("x-consumer-username", "host-consumer")
            .add("x-credential-identifier", "host-credential")
            .add("x-access-token", "host-token")
            .add("x-id-token", "host-token")
            .add("x-userinfo", "host-userinfo")
            .add("cf-access-jwt-assertion", "host-jwt")
            .add("x-keyway-context", "host-context")
            .build();
    stage.query = "jwt=host-jwt&access_token=host-token&apikey=host-key";

    assertThat(Stage.wire(Stage.sent(stage.open().first()))).doesNotContain("host-");
  }

  @Test
  void nextAttempt_holdsNothingOfTheLastOnesKey() {
    Exchange exchange = stage.open();

    String first = Stage.wire(Stage.sent(exchange.first()));
    String second = Stage.wire(Stage.sent(exchange.next(Stage.failed(401, "invalid"))));
    String third = Stage.wire(Stage.sent(exchange.next(Stage.failed(401, "invalid"))));

    assertThat(first).contains("0123");
    assertThat(List.of("sk-openai-a-0123", "sk-openai-b-0123"))
        .allSatisfy(key -> assertThat(first.contains(key) && second.contains(key)).isFalse());
    assertThat(third).contains("corp-0123456").doesNotContain("sk-openai");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${secrets.get('a', 'unset')}",
        "${secrets.get('a', 'b')",
        "Bearer ${secrets.get('a', 'b')}",
        "secrets.get('a','b')",
        "$secrets.get('a','b')",
        "{secrets.get('a','b')}"
      })
  void referenceThatCannotBeResolved_doesNotLoad(String value) {
    assertThatThrownBy(() ->
            Stage.of(
                ENVIRONMENT, "providers: [{id: openai, api_keys: [{value: \"" + value + "\"}]}]"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("api_keys[0].value");
  }

  @ParameterizedTest
  @ValueSource(strings = {"${secrets.get('a','b')}", "x${secrets.get('a','b')}"})
  void secretThatIsItselfAReference_doesNotLoad(String value) {
    assertThatThrownBy(() ->
            Stage.of(
                Map.of("KEY", value),
                "providers: [{id: openai, api_keys: [{value: \"${secrets.get('key')}\"}]}]"))
        .isInstanceOf(AssertionError.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n"})
  void refusal_withoutAReason_cannotBeMade(String message) {
    assertThatThrownBy(() -> Refusal.of(ErrorCode.FORBIDDEN, message))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusal_tellsClientAndRecordWhy() {
    Stage none = Stage.of(Map.of(), "providers: [{id: openai}]");

    Answer response = ((Opening.Answered) none.begin()).answer();

    assertThat(Stage.text(response)).contains("x-keyway-error: no_api_key", "\"message\":\"");
    assertThat(RecordJson.line(none.records.getFirst())).contains("\"code\":\"no_api_key\"");
  }

  @Test
  void emptyPool_isNo500() {
    Exchange first = stage.open();
    for (Move move = first.first();
        move instanceof Move.Send;
        move = first.next(Stage.failed(401, "invalid"))) {
      assertThat(move).isNotNull();
    }

    Move second = stage.open().first();

    assertThat(Stage.answer(second).status()).isEqualTo(503);
    assertThat(Stage.text(Stage.answer(second))).contains("all_providers_failed", "openai");
  }

  @Test
  void nothing_isTriedOnceAnAnswerIsPassed() {
    Exchange exchange = stage.open();
    exchange.first();
    assertThat(exchange.next(Stage.answered(200, "{\"choices\":[]}")))
        .isInstanceOf(Move.Pass.class);

    assertThatThrownBy(() -> exchange.next(new Outcome.Broken(Outcome.Stage.BODY, true)))
        .isInstanceOf(IllegalStateException.class);
    exchange.finished(Usage.UNKNOWN, Ending.PROVIDER_BROKE);
    assertThat(stage.attempts()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 413, 422})
  void requestTheProviderFoundMalformed_isNotSentAgain(int status) {
    Exchange exchange = stage.open();
    exchange.first();

    assertThat(exchange.next(Stage.failed(status, "malformed"))).isInstanceOf(Move.Pass.class);
    exchange.finished(Usage.UNKNOWN, Ending.COMPLETE);
    assertThat(stage.attempts()).isEqualTo(1);
  }

  @Test
  void expressionThatFails_leavesACodeInTheRecord_notTheLibrarysText() {
    Stage failing =
        Stage.of(
            ENVIRONMENT,
            TWO_PROVIDERS
                + """
                api_key_selection:
                  strategy: ["ai.keys.filter(k, int(req.headers['x-quoted'][0]) > 0)"]
                """);
    failing.headers = failing.headers.toBuilder().add("x-quoted", "quoted-argument").build();
    failing.open().first();

    DecisionRecord record = failing.records.getFirst();
    assertThat(RecordJson.line(record)).doesNotContain("quoted-argument").contains("\"error\":\"");
    assertThat(record.toString()).doesNotContain("quoted-argument");
  }
}
