package dev.keyway.server.warm;

import dev.keyway.access.AccessKeyWish;
import dev.keyway.access.AccessKeysFile;
import dev.keyway.access.AccessKeysUnreadableException;
import dev.keyway.scripted.OpenAi;
import dev.keyway.scripted.ScriptedProvider;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What is asked of the daemon that the JVM learns from: some of each kind that clients send. */
final class Rehearsal {

  /** The policy's secrets, made up. */
  static final Map<String, String> KEYS =
      Map.of(
          "OPENAI_PRIMARY_KEY", "warm-primary",
          "OPENAI_BACKUP_KEY", "warm-backup",
          "ANTHROPIC_KEY", "warm-anthropic");

  /** Enough for the JVM to see which methods are called often. */
  private static final int ROUNDS = 40;

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static final String CHAT =
      "{\"model\":\"%s\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}";

  private static final String MESSAGE =
      "{\"model\":\"claude-sonnet-4-5\",\"max_tokens\":64,\"stream\":%s,"
          + "\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";

  private Rehearsal() {}

  private record Ask(String path, String body) {}

  /** Makes a file with one access key and returns that. */
  static String accessKey(Path file) throws IOException {
    try {
      return new AccessKeysFile(file)
          .create(AccessKeyWish.named("warm"), Instant.now(), new SecureRandom())
          .text()
          .reveal();
    } catch (AccessKeysUnreadableException e) {
      throw new IllegalStateException("a file that was not there is no file of access keys", e);
    }
  }

  /** Asks for everything, several times over; what is answered does not matter. */
  static void play(URI url, URI admin, String accessKey, ScriptedProvider openai)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      for (int round = 0; round < ROUNDS; round++) {
        if (round == ROUNDS / 2) {
          openai.whenKey("warm-primary").answer(OpenAi.rateLimited(Duration.ofSeconds(1)));
        }
        for (Ask ask : asks()) {
          send(client, url.resolve(ask.path()), accessKey, ask.body());
        }
      }
      send(client, url.resolve("/v1/chat/completions"), "not-a-key", "{}");
      look(client, url.resolve("/v1/models"), accessKey);
      look(client, admin.resolve("/readyz"), accessKey);
      look(client, admin.resolve("/metrics"), accessKey);
    }
  }

  private static List<Ask> asks() {
    String longPrompt = "word ".repeat(20_000);
    return List.of(
        new Ask("/v1/chat/completions", CHAT.formatted("gpt-4o", false, "Hello")),
        new Ask("/v1/chat/completions", CHAT.formatted("gpt-4o", true, "Hello")),
        new Ask("/v1/chat/completions", CHAT.formatted("gpt-4o-mini", false, longPrompt)),
        new Ask("/v1/messages", MESSAGE.formatted(false)),
        new Ask("/v1/messages", MESSAGE.formatted(true)),
        new Ask("/v1/responses", "{\"model\":\"gpt-4o\",\"input\":\"Hello\"}"),
        new Ask("/v1/embeddings", "{\"model\":\"text-embedding-3-small\",\"input\":\"Hello\"}"));
  }

  private static void send(HttpClient client, URI url, String accessKey, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(LIMIT)
            .header("content-type", "application/json")
            .header("authorization", "Bearer " + accessKey)
            .POST(BodyPublishers.ofString(body))
            .build();
    client.send(request, BodyHandlers.discarding());
  }

  private static void look(HttpClient client, URI url, String accessKey)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(LIMIT)
            .header("authorization", "Bearer " + accessKey)
            .build();
    client.send(request, BodyHandlers.discarding());
  }
}
