package dev.keyway.server.daemon;

import static dev.keyway.server.daemon.ReloadStage.policy;
import static dev.keyway.server.daemon.ReloadStage.problems;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keyway.scripted.Answer;
import dev.keyway.scripted.Gate;
import dev.keyway.scripted.OpenAi;
import dev.keyway.scripted.Point;
import dev.keyway.scripted.ScriptedProvider;
import dev.keyway.testing.MountedSecrets;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator changes on disk while the daemon runs. */
class ReloadTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String FILES =
      "policies: {chat: chat.yaml}\nvaults: {openai: {type: file, path: secrets}}\n";

  @TempDir private Path folder;
  private MountedSecrets secrets;
  private ReloadStage stage;

  @BeforeEach
  void write() throws IOException {
    secrets = new MountedSecrets(folder.resolve("secrets"));
    secrets.swap(Map.of("key", "sk-canary-1\n"));
    Files.writeString(folder.resolve("chat.yaml"), policy("one"));
    stage = new ReloadStage(folder);
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void changedPolicy_countsForNewRequests_andNotForThoseUnderWay() throws Exception {
    Gate gate = new Gate();
    stage.openAi.answer(Answer.ok("one ", "two ").waitingAt(Point.afterContent(1), gate));
    stage.start(FILES);
    String before = stage.digest("chat");
    try (InputStream underWay = stream()) {
      gate.awaitReached(LIMIT);
      stage.put("chat.yaml", policy("two"));
      stage.awaitReplaced("chat", before);
      secrets.swap(Map.of("key", "sk-canary-2\n"));
      Await.until(() -> "sk-canary-2".equals(stage.ask().key()));

      assertThat(stage.ask().header("x-mark")).isEqualTo("two");
      gate.open();
      assertThat(new String(underWay.readAllBytes(), StandardCharsets.UTF_8))
          .contains("two ", "[DONE]");
    }
    assertThat(stage.openAi.received().getFirst().header("x-mark")).isEqualTo("one");
    assertThat(stage.openAi.received().getFirst().key()).isEqualTo("sk-canary-1");
  }

  @Test
  void hostActionsThatAreIgnoredNoMore_refuseTheConfiguration() throws Exception {
    String ignoring = FILES + "ignore_host_actions: true\n";
    stage.put(
        "chat.yaml",
        """
        on_http_request:
          - {type: oauth}
          - {type: ai-gateway, config: {providers: [{id: openai, api_keys: [{value: "${secrets.get('openai', 'key')}"}]}]}}
        """);
    stage.start(ignoring);

    stage.put("keyway.yaml", stage.yaml(FILES));
    stage.await(now -> !problems(now.path("configuration")).isEmpty());

    assertThat(problems(stage.ready().path("configuration")))
        .singleElement()
        .asString()
        .contains("chat.yaml:2:12: error", "oauth is for the host gateway");
    stage.put("keyway.yaml", stage.yaml(ignoring));
    stage.await(now -> problems(now.path("configuration")).isEmpty());
    assertThat(stage.ask().key()).isEqualTo("sk-canary-1");
  }

  @Test
  void policyForTheWorse_leavesItAndIsToldWithItsPlace() throws Exception {
    stage.start(FILES);
    String digest = stage.digest("chat");

    stage.put("chat.yaml", policy("two") + "providres: []\n");
    JsonNode ready = stage.await(now -> !problems(policy(now, "chat")).isEmpty());

    assertThat(ready.get("ready").asBoolean()).isTrue();
    assertThat(problems(policy(ready, "chat")))
        .containsExactly(
            folder
                + "/chat.yaml:3:1: error: providres: unknown field (did you mean \"providers\"?)");
    assertThat(policy(ready, "chat").get("digest").asText()).isEqualTo(digest);
    assertThat(stage.ask().header("x-mark")).isEqualTo("one");
    assertThat(stage.daemon().admin("GET", "/metrics").body())
        .contains(
            "keyway_reloads_total{part=\"policy\",result=\"refused\"} 1.0",
            "keyway_reloads_refused 1.0");

    stage.put("chat.yaml", policy("two"));
    stage.await(now -> problems(policy(now, "chat")).isEmpty());
    assertThat(stage.ask().header("x-mark")).isEqualTo("two");
    assertThat(stage.daemon().admin("GET", "/metrics").body())
        .contains(
            "keyway_reloads_total{part=\"policy\",result=\"taken\"} 1.0",
            "keyway_reloads_refused 0.0");
  }

  @Test
  void policyWhoseSecretIsMissing_isTakenWhenTheSecretIsThere() throws Exception {
    stage.start(FILES);

    stage.put("chat.yaml", policy("two").replace("'key'", "'new-key'"));
    JsonNode ready = stage.await(now -> !problems(policy(now, "chat")).isEmpty());
    assertThat(problems(policy(ready, "chat")).getFirst())
        .contains("secret openai/new-key (file " + folder + "/secrets/new-key) is not set");
    assertThat(stage.ask().header("x-mark")).isEqualTo("one");

    secrets.swap(Map.of("key", "sk-canary-1", "new-key", "sk-canary-2"));
    stage.await(now -> problems(policy(now, "chat")).isEmpty());
    assertThat(stage.ask().key()).isEqualTo("sk-canary-2");
  }

  @Test
  void policyFileThatVanishes_leavesThePolicy() throws Exception {
    stage.start(FILES);

    Files.delete(folder.resolve("chat.yaml"));
    JsonNode ready = stage.await(now -> !problems(policy(now, "chat")).isEmpty());

    assertThat(problems(policy(ready, "chat")))
        .containsExactly(folder + "/chat.yaml: error: there is no such file");
    assertThat(problems(ready.get("configuration")).getFirst()).contains("there is no file");
    assertThat(stage.ask().header("x-mark")).isEqualTo("one");
  }

  @Test
  void folderInPlaceOfThePolicy_leavesThePolicy() throws Exception {
    stage.start(FILES);

    Files.delete(folder.resolve("chat.yaml"));
    Files.createDirectory(folder.resolve("chat.yaml"));
    JsonNode ready = stage.await(now -> !problems(policy(now, "chat")).isEmpty());

    assertThat(problems(policy(ready, "chat")).getFirst()).contains("folder");
    assertThat(stage.ask().header("x-mark")).isEqualTo("one");
  }

  @Test
  void hugePolicy_leavesThePolicy() throws Exception {
    stage.start(FILES);

    stage.put("chat.yaml", "#".repeat((1 << 20) + 1));
    JsonNode ready = stage.await(now -> !problems(policy(now, "chat")).isEmpty());

    assertThat(problems(policy(ready, "chat")))
        .containsExactly(folder + "/chat.yaml: error: the policy is larger than 1024 KiB");
    assertThat(stage.ask().header("x-mark")).isEqualTo("one");
  }

  @Test
  void folderOfPolicies_gainsAndLosesThem() throws Exception {
    Files.createDirectory(folder.resolve("policies"));
    Files.move(folder.resolve("chat.yaml"), folder.resolve("policies").resolve("chat.yaml"));
    stage.start(FILES.replace("{chat: chat.yaml}", "policies"));
    String since = policy(stage.ready(), "chat").get("loaded_at").asText();

    Files.writeString(folder.resolve("policies").resolve("code.yaml"), policy("code"));
    stage.await(now -> policy(now, "code").has("digest"));
    Files.writeString(folder.resolve("policies").resolve("bad.yaml"), "providres: []");
    JsonNode ready = stage.await(now -> !problems(policy(now, "bad")).isEmpty());
    assertThat(policy(ready, "bad").has("digest")).isFalse();
    Files.delete(folder.resolve("policies").resolve("code.yaml"));
    Files.delete(folder.resolve("policies").resolve("bad.yaml"));
    ready = stage.await(now -> now.get("policies").size() == 1);

    assertThat(policy(ready, "chat").get("loaded_at").asText()).isEqualTo(since);
    assertThat(stage.ask().header("x-mark")).isEqualTo("one");
  }

  @Test
  void providerAddress_changesWhileItRuns() throws Exception {
    stage.start(FILES);
    try (ScriptedProvider other = ScriptedProvider.start("other")) {
      stage.put("keyway.yaml", FILES + ReloadStage.REST + ReloadStage.providers(other));

      Await.until(() -> stage.daemon().chat("").statusCode() == 200 && !other.received().isEmpty());
      assertThat(stage.ready().get("configuration").has("needs_restart")).isFalse();
    }
  }

  @Test
  void whatNeedsARestart_isNamedAndTheRestIsTaken() throws Exception {
    stage.start(FILES);
    String wanted =
        stage
                .yaml(FILES)
                .replace("require: none", "require: authenticated")
                .replace("admin: {address: 127.0.0.1:0}", "admin: {address: 'localhost:0'}")
            + "limits: {request_body: 10B, idle: 1m, client_header_timeout: 1s}\n"
            + "egress: {connections_per_provider: 7}\nrecords: {to: none}\n";

    stage.put("keyway.yaml", wanted);
    JsonNode ready = stage.await(now -> now.get("configuration").has("needs_restart"));

    assertThat(ready.get("configuration").get("needs_restart"))
        .hasToString(
            "[\"listeners\",\"admin\",\"egress\",\"limits.client_header_timeout\",\"limits.idle\",\"records.to\"]");
    assertThat(stage.daemon().chat("").statusCode()).isEqualTo(413);

    stage.put("keyway.yaml", stage.yaml(FILES));
    stage.await(now -> !now.get("configuration").has("needs_restart"));
    assertThat(stage.daemon().chat("").statusCode()).isEqualTo(200);
  }

  @Test
  void malformedConfiguration_isToldWithItsPlaceAndTheOldOneStays() throws Exception {
    stage.start(FILES);

    stage.put("keyway.yaml", stage.yaml(FILES) + "limitz: {request_body: 1B}\nvaults: 7\n");
    JsonNode ready = stage.await(now -> !problems(now.get("configuration")).isEmpty());

    assertThat(problems(ready.get("configuration")))
        .anySatisfy(line -> assertThat(line).startsWith(folder + "/keyway.yaml:"));
    assertThat(stage.ask().header("x-mark")).isEqualTo("one");

    stage.put("chat.yaml", policy("two"));
    stage.awaitReplaced("chat", policy(ready, "chat").get("digest").asText());
    assertThat(stage.ask().header("x-mark")).isEqualTo("two");
  }

  @Test
  void unknownProvider_refusesTheConfiguration() throws Exception {
    stage.start(FILES);

    stage.put(
        "keyway.yaml", FILES + ReloadStage.REST + "providers: {opnai: {base_url: 'http://h'}}\n");
    JsonNode ready = stage.await(now -> !problems(now.get("configuration")).isEmpty());

    assertThat(problems(ready.get("configuration")))
        .containsExactly(
            folder
                + "/keyway.yaml:5:13: error: providers.opnai: there is no provider opnai in the"
                + " catalogue or in a policy (did you mean \"openai\"?)");
    assertThat(stage.ask().header("x-mark")).isEqualTo("one");
  }

  @Test
  void vaults_changeAsAWholeOrNotAtAll() throws Exception {
    stage.start(FILES);
    String other = stage.yaml(FILES).replace("path: secrets", "path: others");
    MountedSecrets others = new MountedSecrets(folder.resolve("others"));

    stage.put("keyway.yaml", other);
    JsonNode ready = stage.await(now -> !problems(now.get("configuration")).isEmpty());
    assertThat(problems(ready.get("configuration")))
        .containsExactly(
            folder
                + "/chat.yaml:1:45: error: providers[0].api_keys[0].value: secret openai/key (file "
                + folder
                + "/others/key) is not set");
    assertThat(stage.ask().key()).isEqualTo("sk-canary-1");

    others.swap(Map.of("key", "sk-canary-9"));
    stage.await(now -> problems(now.get("configuration")).isEmpty());
    assertThat(stage.ask().key()).isEqualTo("sk-canary-9");
    others.swap(Map.of("key", "sk-canary-10"));
    Await.until(() -> "sk-canary-10".equals(stage.ask().key()));
  }

  @Test
  void accessKeysFile_changesPlace() throws Exception {
    stage.start(FILES + "access_keys_file: keys.json\n");
    String key = TestDaemon.createKey(folder.resolve("others.json"), "alice");
    assertThat(stage.daemon().chat(key).statusCode()).isEqualTo(401);

    stage.put("keyway.yaml", stage.yaml(FILES) + "access_keys_file: others.json\n");

    Await.until(() -> stage.daemon().chat(key).statusCode() == 200);
    Files.writeString(folder.resolve("others.json"), "{");
    JsonNode ready = stage.await(now -> now.has("access_keys_refused"));
    assertThat(ready.get("access_keys_refused").get("problems").get(0).asText())
        .startsWith(folder + "/others.json:1:");
    assertThat(stage.daemon().chat(key).statusCode()).isEqualTo(200);
  }

  @Test
  void rotatedSecret_isForgiven() throws Exception {
    stage.openAi.whenKey("sk-canary-1").always(OpenAi.invalidKey());
    stage.start(FILES);
    assertThat(stage.daemon().chat("").statusCode()).isNotEqualTo(200);
    assertThat(stage.daemon().chat("").statusCode()).isNotEqualTo(200);
    assertThat(stage.openAi.received()).hasSize(1);

    secrets.swap(Map.of("key", "sk-canary-2"));

    Await.until(() -> stage.daemon().chat("").statusCode() == 200);
    assertThat(stage.openAi.received().getLast().key()).isEqualTo("sk-canary-2");
    assertThat(stage.daemon().admin("GET", "/metrics").body())
        .contains("keyway_reloads_total{part=\"secret\",result=\"taken\"} 1.0");
  }

  @Test
  void secretForTheWorse_keepsItsValue_andIsToldWithoutIt() throws Exception {
    stage.start(FILES);

    secrets.swap(Map.of("key", "sk-canary-\u00fc"));
    JsonNode ready = stage.await(now -> now.has("secrets_refused"));

    assertThat(ready.get("secrets_refused").get("openai/key").get("problems").get(0).asText())
        .startsWith(
            "secret openai/key (file " + folder + "/secrets/key) holds a character outside");
    assertThat(ready.toString()).doesNotContain("canary");
    assertThat(stage.ask().key()).isEqualTo("sk-canary-1");

    secrets.swap(Map.of("key", "sk-canary-3"));
    stage.await(now -> !now.has("secrets_refused"));
    assertThat(stage.ask().key()).isEqualTo("sk-canary-3");
  }

  @Test
  void coolingKey_isStillCoolingAfterAReload() throws Exception {
    secrets.swap(Map.of("key", "sk-canary-1", "backup", "sk-canary-b"));
    String two =
        """
        providers:
          - id: openai
            api_keys:
              - value: ${secrets.get('openai', 'key')}
              - value: ${secrets.get('openai', 'backup')}
        """;
    Files.writeString(folder.resolve("chat.yaml"), two);
    stage.openAi.whenKey("sk-canary-1").always(OpenAi.rateLimited(Duration.ofHours(1)));
    stage.start(FILES);
    assertThat(stage.daemon().chat("").statusCode()).isEqualTo(200);
    assertThat(stage.openAi.received()).hasSize(2);

    String digest = stage.digest("chat");
    stage.put("chat.yaml", two + "per_request_timeout: 7s\n");
    stage.awaitReplaced("chat", digest);
    stage.put(
        "keyway.yaml",
        stage.yaml(FILES).replace("{type: file, path: secrets}", "{type: file, path: ./secrets}")
            + "limits: {concurrent_requests: 77}\n");
    String since = stage.ready().get("configuration").get("loaded_at").asText();
    stage.daemon().daemon().reload();
    stage.await(now -> !now.get("configuration").get("loaded_at").asText().equals(since));

    assertThat(stage.ask().key()).isEqualTo("sk-canary-b");
  }

  private InputStream stream() throws Exception {
    return stage
        .daemon()
        .client()
        .send(
            stage
                .daemon()
                .request(0)
                .POST(BodyPublishers.ofString(TestDaemon.STREAMED_CHAT))
                .build(),
            BodyHandlers.ofInputStream())
        .body();
  }
}
