package dev.keyway.server.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.scripted.Answer;
import dev.keyway.scripted.Gate;
import dev.keyway.scripted.OpenAi;
import dev.keyway.scripted.Point;
import dev.keyway.scripted.Received;
import dev.keyway.scripted.ScriptedProvider;
import dev.keyway.testkit.Ask;
import dev.keyway.testkit.ContractStage;
import dev.keyway.testkit.GatewaySetup;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Envoy itself must do in the native form for Keyway's order of attempts to come about. */
class NativeFormFailoverIT {

  private static final Ask ASK = Ask.model("shared");
  private static final int AT_ONCE = 50;
  private static final int KEYS = 8;

  @TempDir private Path folder;

  @Test
  void nameThatNobodyResolves_isFollowedByTheNextProvider() throws Exception {
    try (ContractStage stage = open(firstAt("http://nobody.internal/v1"))) {
      served(stage, "four");
    }
  }

  @Test
  void refusedConnection_isFollowedByTheNextProvider() throws Exception {
    try (ContractStage stage = open(firstAt(ScriptedProvider.refused() + "/v1"))) {
      served(stage, "four");
    }
  }

  @Test
  void silentProvider_isLeftAfterTheTimeOfOneAttempt() throws Exception {
    try (ContractStage stage = open(policy -> policy + "per_request_timeout: 500ms\n")) {
      stage.first().answer(Answer.ok("late").stallingAt(Point.beforeHead()));
      served(stage, "one", "four");
    }
  }

  @Test
  void whenTheTimeOfAllAttemptsIsOver_theClientIsTold() throws Exception {
    try (ContractStage stage =
        open(policy -> policy + "per_request_timeout: 600ms\ntotal_timeout: 900ms\n")) {
      Answer silent = Answer.ok("late").stallingAt(Point.beforeHead());
      stage.first().answer(silent);
      stage.second().answer(silent);

      HttpResponse<String> answer = stage.ask(ASK);

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(504);
      assertThat(ContractStage.json(answer.body()).at("/error/code").asText()).isEqualTo("timeout");
      assertThat(stage.third().received()).isEmpty();
    }
  }

  @Test
  void manyFailoversAtOnce_allSucceed() throws Exception {
    try (ContractStage stage = open(policy -> policy)) {
      Gate gate = new Gate();
      stage.first().always(OpenAi.overloaded().waitingAt(Point.beforeHead(), gate));
      List<CompletableFuture<HttpResponse<String>>> answers =
          IntStream.range(0, AT_ONCE).mapToObj(each -> stage.askLater(ASK)).toList();
      stage.first().awaitRequests(AT_ONCE, ContractStage.LIMIT);
      gate.open();

      assertThat(answers)
          .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
      assertThat(stage.second().received())
          .hasSize(AT_ONCE)
          .allSatisfy(one -> assertThat(one.key()).isEqualTo(ContractStage.key("four")));
    }
  }

  /** Envoy's own number of retries is five at most where nobody says otherwise. */
  @Test
  void attempts_areAsManyAsThereAreKeys() throws Exception {
    try (ContractStage stage = open(NativeFormFailoverIT::manyKeys)) {
      for (int i = 1; i < KEYS; i++) {
        stage.first().answer(OpenAi.rateLimited(Duration.ofSeconds(30)));
      }
      HttpResponse<String> answer = stage.ask(ASK);

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      assertThat(stage.received())
          .extracting(Received::key)
          .containsExactlyElementsOf(
              IntStream.range(0, KEYS).mapToObj(NativeFormFailoverIT::literal).toList());
    }
  }

  private static void served(ContractStage stage, String... keys) {
    HttpResponse<String> answer = stage.ask(ASK);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(stage.received())
        .extracting(Received::key)
        .containsExactly(Stream.of(keys).map(ContractStage::key).toArray(String[]::new));
  }

  private ContractStage open(UnaryOperator<String> policy) throws Exception {
    return ContractStage.open(
        folder,
        setup -> {
          setup.replacePolicy("chat", policy.apply(text(setup)));
          return NativeForm.start(setup);
        });
  }

  private static String text(GatewaySetup setup) throws IOException {
    return Files.readString(setup.file("chat"));
  }

  private static UnaryOperator<String> firstAt(String baseUrl) {
    return policy -> policy.replaceFirst("base_url: \\S+", "base_url: " + baseUrl);
  }

  /** One provider, whose keys draw on an account each. */
  private static String manyKeys(String policy) {
    String keys =
        IntStream.range(0, KEYS)
            .mapToObj(each -> "{id: key-%d, value: %s}".formatted(each, literal(each)))
            .collect(Collectors.joining(", "));
    String base =
        policy.lines().filter(line -> line.contains("base_url")).findFirst().orElseThrow();
    return "providers: [{id: first, %s, models: [{id: shared}], api_keys: [%s]}]\n"
        .formatted(base.strip(), keys);
  }

  private static String literal(int number) {
    return "sk-first-literal-" + number;
  }
}
