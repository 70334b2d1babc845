package dev.keyway.server.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keyway.access.AccessKeysFile;
import dev.keyway.scripted.OpenAi;
import dev.keyway.scripted.ScriptedProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DaemonTest {

  private static final String PRIMARY = "sk-canary-primary-1";
  private static final String BACKUP = "sk-canary-backup-2";

  private static final String POLICY =
      """
      providers:
        - id: openai
          api_keys:
            - value: ${secrets.get('openai', 'primary-key')}
            - value: ${secrets.get('openai', 'backup-key')}
      """;

  @TempDir private Path folder;
  private final ScriptedProvider openAi = ScriptedProvider.start("openai");
  private final Map<String, String> environment =
      new ConcurrentHashMap<>(Map.of("OPENAI_PRIMARY_KEY", PRIMARY, "OPENAI_BACKUP_KEY", BACKUP));
  private Path accessKeys;

  @BeforeEach
  void writeFiles() throws IOException {
    Files.writeString(folder.resolve("chat.yaml"), POLICY);
    accessKeys = folder.resolve("access-keys.json");
  }

  @AfterEach
  void stopProvider() {
    openAi.close();
  }

  @Test
  void request_isServedAndRecorded() throws Exception {
    openAi.whenKey(PRIMARY).answer(OpenAi.insufficientQuota());
    String key = TestDaemon.createKey(accessKeys, "alice");
    try (TestDaemon keyway = start("")) {
      HttpResponse<String> answer = keyway.chat(key);

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).contains("chat.completion");
      JsonNode record = keyway.output().await(1);
      assertThat(record.get("policy").asText()).isEqualTo("chat");
      assertThat(record.get("client").get("identity").asText()).isEqualTo("alice");
      assertThat(record.findValuesAsText("api_key"))
          .containsExactly("openai/primary-key", "openai/backup-key");
      assertThat(keyway.output().all())
          .noneMatch(line -> line.contains(PRIMARY) || line.contains(BACKUP) || line.contains(key));
    }
    assertThat(openAi.received()).hasSize(2);
  }

  @Test
  void requestWithoutKey_isRefusedWithWhatToDo() throws Exception {
    try (TestDaemon keyway = start("")) {
      HttpResponse<String> answer = keyway.chat("");

      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.body()).contains("keyway keys create NAME");
      assertThat(keyway.daemon().notes())
          .singleElement()
          .asString()
          .startsWith("nobody can call yet: create an access key with `keyway keys create NAME");
    }
    assertThat(openAi.received()).isEmpty();
  }

  @Test
  void accessKey_takesEffectAndIsTakenBackWhileRunning() throws Exception {
    try (TestDaemon keyway = start("")) {
      String key = TestDaemon.createKey(accessKeys, "alice");
      Await.until(() -> keyway.chat(key).statusCode() == 200);

      new AccessKeysFile(accessKeys).revoke("alice", Instant.now());
      Await.until(() -> keyway.chat(key).statusCode() == 401);
    }
  }

  @Test
  void listenerThatRequiresNone_letsAnybodyInAndSaysSo() throws Exception {
    String open = "listeners: [{kind: entry, address: 127.0.0.1:0, require: none}]\n";
    try (TestDaemon keyway = start(open)) {
      assertThat(keyway.chat("").statusCode()).isEqualTo(200);
      assertThat(keyway.daemon().notes())
          .containsExactly("warning: 127.0.0.1:0 lets in whoever can reach it (require: none)");
    }
  }

  @Test
  void policyThatRequiresNone_isWarnedOf() throws Exception {
    Files.writeString(folder.resolve("chat.yaml"), POLICY + "access: {require: none}\n");
    try (TestDaemon keyway = start("")) {
      assertThat(keyway.chat("").statusCode()).isEqualTo(200);
      assertThat(keyway.daemon().notes())
          .contains("warning: policy chat lets anybody use its keys (access: {require: none})");
    }
  }

  @Test
  void whatIsLeftToTheHost_isSaidAtEveryStart() throws Exception {
    Files.writeString(
        folder.resolve("chat.yaml"),
        "on_http_request: [{type: restrict-ips}, {type: ai-gateway, config: {providers: []}}]");
    for (int i = 0; i < 2; i++) {
      try (TestDaemon keyway = start("ignore_host_actions: true\n")) {
        assertThat(keyway.daemon().notes())
            .anyMatch(note -> note.contains("restrict-ips is not carried out here"));
      }
    }
  }

  @Test
  void listeners_haveTheirOwnPolicies() throws Exception {
    Files.writeString(
        folder.resolve("strict.yaml"), POLICY + "only_allow_configured_models: true\n");
    String two =
        """
        policies: {chat: chat.yaml, strict: strict.yaml}
        listeners:
          - {kind: entry, address: 127.0.0.1:0, policy: strict, require: none}
          - {kind: entry, address: 127.0.0.1:0, policy: chat, require: none}
        """;
    try (TestDaemon keyway = TestDaemon.start(folder, two + beside(), environment)) {
      assertThat(keyway.chat("").statusCode()).isEqualTo(422);
      assertThat(keyway.output().await(1).get("policy").asText()).isEqualTo("strict");
      assertThat(keyway.daemon().doors()).doesNotHaveDuplicates();
    }
  }

  @Test
  void admin_tellsHowItGoes() throws Exception {
    String key = TestDaemon.createKey(accessKeys, "alice");
    try (TestDaemon keyway = start("")) {
      keyway.chat(key);
      keyway.output().await(1);

      assertThat(keyway.admin("GET", "/healthz").body()).isEqualTo("ok\n");
      JsonNode ready = TestDaemon.json(keyway.admin("GET", "/readyz"));
      assertThat(ready.get("ready").asBoolean()).isTrue();
      assertThat(ready.get("policies").get(0).get("name").asText()).isEqualTo("chat");
      assertThat(ready.get("listeners").get(0).get("address").asText())
          .isEqualTo(keyway.daemon().doors().getFirst().address().toString());
      assertThat(keyway.admin("GET", "/metrics").body())
          .contains(
              "keyway_requests_total{policy=\"chat\",status=\"200\"} 1.0",
              "keyway_attempts_total{failure=\"none\",paid_by=\"policy\",provider=\"openai\"} 1.0",
              "keyway_records_dropped_total 0.0",
              "keyway_requests_in_flight 0.0",
              "jvm_memory_used_bytes");
      assertThat(keyway.admin("GET", "/records?last=5").body())
          .isEqualTo(keyway.output().all().getFirst() + "\n");
      assertThat(keyway.admin("GET", "/metrics").body() + keyway.admin("GET", "/records").body())
          .doesNotContain(PRIMARY, BACKUP, key);
      assertThat(keyway.admin("GET", "/records?first=5").statusCode()).isEqualTo(400);
      assertThat(keyway.admin("GET", "/refresh").statusCode()).isEqualTo(405);
      assertThat(keyway.admin("GET", "/").statusCode()).isEqualTo(404);
      assertThat(keyway.admin("GET", "/metrics", "Origin", "http://evil.example").statusCode())
          .isEqualTo(403);
    }
  }

  @Test
  void adminWithToken_wantsIt() throws Exception {
    Files.writeString(folder.resolve("token"), "0123456789abcdef\n");
    String guarded = "admin: {address: 127.0.0.1:0, token_file: token}\n";
    try (TestDaemon keyway =
        TestDaemon.start(
            folder, "policies: {chat: chat.yaml}\n" + doors() + guarded, environment)) {
      assertThat(keyway.admin("GET", "/healthz").statusCode()).isEqualTo(200);
      assertThat(keyway.admin("GET", "/readyz").body())
          .isEqualTo("{\"ready\":true,\"state\":\"ready\"}\n");
      assertThat(keyway.admin("GET", "/metrics").statusCode()).isEqualTo(401);
      assertThat(
              keyway
                  .admin("GET", "/metrics", "Authorization", "Bearer 0123456789abcdef")
                  .statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void refresh_takesNewSecrets() throws Exception {
    String key = TestDaemon.createKey(accessKeys, "alice");
    try (TestDaemon keyway = start("")) {
      environment.put("OPENAI_PRIMARY_KEY", "sk-canary-new-3");
      environment.remove("OPENAI_BACKUP_KEY");

      HttpResponse<String> refreshed = keyway.admin("POST", "/refresh");

      assertThat(refreshed.statusCode()).isEqualTo(502);
      assertThat(TestDaemon.json(refreshed))
          .hasToString(
              "{\"changed\":[\"openai/primary-key\"],\"failures\":{\"openai/backup-key\":"
                  + "\"secret openai/backup-key (environment variable OPENAI_BACKUP_KEY) is not set\"}}");
      keyway.chat(key);
      assertThat(openAi.received().getFirst().header("authorization")).contains("sk-canary-new-3");
    }
  }

  @Test
  void facts_sayWhatWasLearned_andRecordsHoldThemWhenAsked() throws Exception {
    openAi.whenKey(PRIMARY).answer(OpenAi.insufficientQuota());
    String key = TestDaemon.createKey(accessKeys, "alice");
    try (TestDaemon keyway = start("records: {facts: true}\n")) {
      assertThat(keyway.chat(key).statusCode()).isEqualTo(200);
      HttpResponse<String> facts = keyway.admin("GET", "/facts?policy=chat");
      assertThat(facts.statusCode()).isEqualTo(200);
      assertThat(facts.body()).doesNotContain(PRIMARY).doesNotContain(BACKUP);
      JsonNode keys = TestDaemon.json(facts).at("/providers/openai/keys");
      assertThat(keys.path("openai/primary-key").at("/set_aside/cause").asText())
          .isEqualTo("out_of_money");
      assertThat(keys.path("openai/backup-key").path("request_count").asLong()).isEqualTo(1);
      assertThat(keyway.admin("GET", "/facts").statusCode()).isEqualTo(200);
      assertThat(keyway.admin("GET", "/facts?policy=chta").statusCode()).isEqualTo(404);
      assertThat(keyway.admin("GET", "/facts?policy=chta").body()).contains("did you mean chat");
      assertThat(keyway.admin("GET", "/facts?name=chat").statusCode()).isEqualTo(400);
      assertThat(keyway.admin("POST", "/facts").statusCode()).isEqualTo(405);
      JsonNode told = keyway.output().await(1).at("/models_tried/0/facts/providers/openai/keys");
      assertThat(told.path("openai/primary-key").isObject()).isTrue();
    }
  }

  @Test
  void recordsFile_getsThem() throws Exception {
    String key = TestDaemon.createKey(accessKeys, "alice");
    try (TestDaemon keyway = start("records: {to: records.jsonl}\n")) {
      keyway.chat(key);
    }
    assertThat(Files.readAllLines(folder.resolve("records.jsonl")))
        .singleElement()
        .asString()
        .contains("\"identity\":\"alice\"");
  }

  @Test
  void policyWithProblems_keepsItFromStarting() throws IOException {
    Files.writeString(folder.resolve("chat.yaml"), "providers: [{id: opnai}]\nprovider: 1\n");

    assertThatThrownBy(() -> start(""))
        .isInstanceOfSatisfying(StartException.class, e -> assertThat(e.isInput()).isTrue())
        .hasMessageContainingAll(
            "chat.yaml:1:", "chat.yaml:2:1: error: provider: unknown field", "\"openai\"");
  }

  @Test
  void secretsWithoutValue_keepItFromStarting() {
    environment.clear();

    assertThatThrownBy(() -> start(""))
        .isInstanceOfSatisfying(StartException.class, e -> assertThat(e.isInput()).isFalse())
        .hasMessageContainingAll(
            "chat.yaml:4:16: error:",
            "OPENAI_PRIMARY_KEY",
            "chat.yaml:5:16: error:",
            "OPENAI_BACKUP_KEY");
  }

  @Test
  void providerNobodyKnows_keepsItFromStarting() {
    String wrong =
        "policies: {chat: chat.yaml}\nproviders: {opnai: {base_url: 'http://h'}}\n" + doors();

    assertThatThrownBy(() -> TestDaemon.start(folder, wrong, environment))
        .hasMessage(
            folder
                + "/keyway.yaml:2:13: error: providers.opnai: there is no provider opnai in the catalogue"
                + " or in a policy (did you mean \"openai\"?)");
  }

  @Test
  void addressInUse_isNamedWithWhatToDo() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + taken.getLocalPort();
      List<String> configurations =
          List.of(
              "listeners: [{kind: entry, address: '%s'}]\nadmin: {address: none}\n",
              "listeners: [{kind: entry, address: 127.0.0.1:0}]\nadmin: {address: '%s'}\n");
      for (String configuration : configurations) {
        String yaml = "policies: {chat: chat.yaml}\n" + configuration.formatted(address);
        assertThatThrownBy(() -> TestDaemon.start(folder, yaml, environment))
            .hasMessageStartingWith(address + " is in use: another program")
            .hasMessageContaining("choose another by --");
      }
    }
  }

  private TestDaemon start(String more) throws StartException {
    String doors = more.startsWith("listeners") ? "" : doors();
    return TestDaemon.start(
        folder, "policies: {chat: chat.yaml}\n" + doors + beside() + more, environment);
  }

  private static String doors() {
    return "listeners: [{kind: entry, address: 127.0.0.1:0}]\n";
  }

  private String beside() {
    return """
    admin: {address: 127.0.0.1:0}
    access_keys_file: access-keys.json
    providers: {openai: {base_url: "%s"}}
    """
        .formatted(openAi.baseUrl());
  }
}
