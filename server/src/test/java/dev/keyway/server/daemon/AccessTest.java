package dev.keyway.server.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keyway.access.AccessKeyWish;
import dev.keyway.access.AccessKeysFile;
import dev.keyway.scripted.ScriptedProvider;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Access keys' limits, and house keys, on real sockets. */
class AccessTest {

  private static final String TEAM = "sk-canary-team-1";
  private static final String HOUSE = "sk-canary-house-2";

  private static final String POLICY =
      """
      providers:
        - id: openai
          api_keys:
            - {id: team, value: "${secrets.get('openai', 'team')}"}
      api_key_selection:
        strategy: ["client.metadata.tier == 'none' ? ai.keys.only(['no-such']) : ai.keys"]
      """;

  private static final String HOUSE_ONLY =
      """
      access: {require: none}
      managed_keys:
        providers:
          - {id: openai, api_keys: [{id: house, value: "${secrets.get('house', 'openai')}"}]}
      """;

  @TempDir private Path folder;
  private final ScriptedProvider openAi = ScriptedProvider.start("openai");
  private Path accessKeys;

  @BeforeEach
  void writePolicy() throws IOException {
    Files.writeString(folder.resolve("chat.yaml"), POLICY);
    accessKeys = folder.resolve("access-keys.json");
  }

  @AfterEach
  void stopProvider() {
    openAi.close();
  }

  @Test
  void limitedKey_isServedWhatItMayUse_andToldWhatItMayNot() throws Exception {
    String good = key("good", List.of("Open-AI"), List.of("openai:GPT-4o"));
    String otherModel = key("other-model", null, List.of("gpt-4o-mini"));
    String otherProvider = key("other-provider", List.of("anthropic"), null);
    try (TestDaemon keyway = start()) {
      assertThat(keyway.chat(good).statusCode()).isEqualTo(200);

      HttpResponse<String> model = keyway.chat(otherModel);
      assertThat(model.statusCode()).isEqualTo(403);
      assertThat(model.body()).contains("openai:gpt-4o", "this caller may not use the model");
      HttpResponse<String> provider = keyway.chat(otherProvider);
      assertThat(provider.statusCode()).isEqualTo(403);
      assertThat(provider.headers().firstValue("x-keyway-error")).hasValue("forbidden");
    }
    assertThat(openAi.received()).hasSize(1);
  }

  @Test
  void limitNobodyKnows_isWarnedOfAtTheStart() throws Exception {
    key("mistyped", List.of("opnai"), null);
    try (TestDaemon keyway = start()) {
      assertThat(keyway.daemon().notes())
          .anyMatch(line ->
              line.startsWith("warning: access key mistyped")
                  && line.endsWith("no provider opnai; did you mean openai?"));
    }
  }

  @Test
  void houseKey_servesAnAccessKey_andNobodyElseThoughTheDoorIsOpen() throws Exception {
    Files.writeString(folder.resolve("chat.yaml"), HOUSE_ONLY);
    String known = key("alice", null, null);
    try (TestDaemon keyway = start()) {
      HttpResponse<String> unknown = keyway.chat("");
      assertThat(unknown.statusCode()).isEqualTo(400);
      assertThat(unknown.body()).contains("no_api_key", "house keys");
      assertThat(openAi.received()).isEmpty();

      assertThat(keyway.chat("sk-clients-own-1").statusCode()).isEqualTo(200);
      assertThat(keyway.chat(known).statusCode()).isEqualTo(200);
      assertThat(openAi.received())
          .extracting(received -> received.key())
          .containsExactly("sk-clients-own-1", HOUSE);

      keyway.output().await(3);
      List<String> records = keyway.output().all();
      assertThat(records.get(1)).contains("\"paid_by\":\"client\"").doesNotContain("\"house\"");
      assertThat(records.get(2)).contains("\"paid_by\":\"house\"");
      assertThat(records).noneMatch(line -> line.contains(HOUSE));
      assertThat(keyway.admin("GET", "/metrics").body())
          .contains(
              "keyway_attempts_total{failure=\"none\",paid_by=\"house\",provider=\"openai\"} 1.0",
              "keyway_tokens_total{direction=\"input\",paid_by=\"house\",provider=\"openai\"}")
          .doesNotContain(HOUSE);
    }
  }

  @Test
  void metadata_isThereForExpressions() throws Exception {
    String none = key("none", null, null, Map.of("tier", "none"));
    try (TestDaemon keyway = start()) {
      assertThat(keyway.chat(none).statusCode()).as("nobody's key").isEqualTo(422);
      JsonNode record = keyway.output().await(1);
      assertThat(record.toString()).contains("key_selection_failed");
    }
  }

  private String key(String name, @Nullable List<String> providers, @Nullable List<String> models)
      throws Exception {
    return key(name, providers, models, Map.of());
  }

  private String key(
      String name,
      @Nullable List<String> providers,
      @Nullable List<String> models,
      Map<String, Object> metadata)
      throws Exception {
    Instant now = Instant.now();
    AccessKeyWish wish =
        new AccessKeyWish(name, now.plus(Duration.ofDays(1)), providers, models, metadata);
    return new AccessKeysFile(accessKeys).create(wish, now, new SecureRandom()).text().reveal();
  }

  private TestDaemon start() throws StartException {
    return TestDaemon.start(
        folder,
        """
        policies: {chat: chat.yaml}
        listeners: [{kind: entry, address: 127.0.0.1:0}]
        admin: {address: 127.0.0.1:0}
        access_keys_file: access-keys.json
        providers: {openai: {base_url: "%s"}}
        """
            .formatted(openAi.baseUrl()),
        Map.of("OPENAI_TEAM", TEAM, "HOUSE_OPENAI", HOUSE));
  }
}
