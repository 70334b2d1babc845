package dev.keyway.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keyway.scripted.Answer;
import dev.keyway.scripted.Gate;
import dev.keyway.scripted.OpenAi;
import dev.keyway.scripted.Point;
import dev.keyway.scripted.Received;
import dev.keyway.scripted.ScriptedProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls of ordinary HTTP clients, to both surfaces. */
class CallIT {

  /** A surface, with a model that the provider behind it has. */
  enum Surface {
    CHAT,
    MESSAGES;

    Ask ask() {
      Ask ask =
          switch (this) {
            case CHAT -> Ask.chat("gpt-4o");
            case MESSAGES -> Ask.messages("claude-sonnet-4-5");
          };
      return ask.with(stage.accessKey());
    }

    ScriptedProvider provider() {
      return switch (this) {
        case CHAT -> stage.openai();
        case MESSAGES -> stage.anthropic();
      };
    }

    String key() {
      return switch (this) {
        case CHAT -> Stage.PRIMARY;
        case MESSAGES -> Stage.ANTHROPIC;
      };
    }

    String lastEvent() {
      return switch (this) {
        case CHAT -> "data: [DONE]";
        case MESSAGES -> "event: message_stop";
      };
    }
  }

  private static Stage stage;

  @BeforeAll
  static void open(@TempDir Path folder) {
    stage = Stage.open(folder);
  }

  @AfterAll
  static void close() {
    stage.close();
  }

  @ParameterizedTest
  @CsvSource({"JAVA,CHAT", "JAVA,MESSAGES", "CURL,CHAT", "CURL,MESSAGES"})
  void anAnswer_isTheProviders_andTheKeyIsOurs(Client client, Surface surface) {
    surface.provider().answer(Answer.ok("Hello from the provider").withUsage(7, 4));
    try (Client.Reply reply = client.send(stage.daemon().url(), surface.ask())) {
      assertThat(reply.text()).contains("Hello from the provider");
      assertThat(reply.status()).isEqualTo(200);
      Received received = surface.provider().received().getLast();
      assertThat(received.key()).isEqualTo(surface.key());
      assertThat(received.headers().toString()).doesNotContain(stage.accessKey());

      JsonNode record = stage.daemon().awaitRecord(reply.header("x-keyway-id"));
      assertThat(record.at("/status").asText()).isEqualTo("success");
      assertThat(record.at("/client/identity").asText()).isEqualTo("e2e");
      JsonNode attempt = record.at("/models_tried/0/requests_made/0");
      assertThat(attempt.at("/upstream_input_tokens").asInt()).isEqualTo(7);
      assertThat(attempt.at("/upstream_output_tokens").asInt()).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @CsvSource({"JAVA,CHAT", "JAVA,MESSAGES", "CURL,CHAT", "CURL,MESSAGES"})
  void aStream_arrivesWhileItIsBeingSaid(Client client, Surface surface) {
    Gate gate = new Gate();
    surface.provider().answer(Answer.ok("first", "second").waitingAt(Point.afterContent(1), gate));
    try (Client.Reply reply = client.send(stage.daemon().url(), surface.ask().streamed())) {
      reply.lines().await(line -> line.contains("first"));
      assertThat(reply.lines().text()).doesNotContain("second");
      gate.open();
      assertThat(reply.text()).contains("second", surface.lastEvent());
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.header("content-type")).startsWith("text/event-stream");
      assertThat(reply.header("x-accel-buffering")).isEqualTo("no");
    }
  }

  @ParameterizedTest
  @EnumSource(Client.class)
  void aRateLimitedKey_isFollowedByTheNext(Client client) {
    String model =
        client == Client.JAVA ? "gpt-4.1" : "gpt-4.1-mini"; // what cools down is one model
    stage.openai().answer(OpenAi.rateLimited(Duration.ofMinutes(1)), Answer.ok("From the backup"));
    Ask ask = Ask.chat(model).with(stage.accessKey());
    try (Client.Reply reply = client.send(stage.daemon().url(), ask)) {
      assertThat(reply.text()).contains("From the backup");
      JsonNode record = stage.daemon().awaitRecord(reply.header("x-keyway-id"));
      List<String> keys = record.at("/models_tried/0/requests_made").findValuesAsText("api_key");
      assertThat(keys).containsExactly("openai/primary-key", "openai/backup-key");
    }
  }

  @ParameterizedTest
  @EnumSource(Client.class)
  void aClientWithoutKey_isToldWhatToDo(Client client) {
    int before = stage.openai().received().size();
    try (Client.Reply reply = client.send(stage.daemon().url(), Ask.chat("gpt-4o"))) {
      assertThat(reply.text())
          .contains("Authorization: Bearer kw-", "keyway keys create")
          .contains("www-authenticate: Bearer")
          .contains("x-keyway-error: unauthenticated");
      assertThat(reply.status()).isEqualTo(401);
      assertThat(stage.openai().received()).hasSize(before);
    }
  }
}
