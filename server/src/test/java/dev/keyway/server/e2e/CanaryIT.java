package dev.keyway.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.scripted.Answer;
import dev.keyway.scripted.OpenAi;
import dev.keyway.scripted.Point;
import dev.keyway.scripted.Reply;
import dev.keyway.scripted.ScriptedProvider;
import dev.keyway.scripted.Sse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A provider's key shows nowhere, whatever goes wrong. The keys hold a word that nothing else
 * holds, so a part of one would be noticed too.
 */
class CanaryIT {

  private static final String CANARY = "c4n4ryb1rd";

  private final Map<String, Reply> failures = failures();
  private final List<String> seen = new ArrayList<>();

  /** What each provider does, with a word for it. */
  private static Map<String, Reply> failures() {
    Map<String, Reply> failures = new LinkedHashMap<>();
    failures.put("openai", Answer.ok("Hello"));
    failures.put("google", repeating("google", 401, "Incorrect API key provided: "));
    failures.put("groq", OpenAi.rateLimited(Duration.ofSeconds(20)));
    failures.put("mistral", repeating("mistral", 500, "No handler for credential "));
    failures.put("deepseek", Answer.garbage(key("deepseek") + " NOT HTTP\r\n\r\n"));
    failures.put("xai", Answer.json(200, "{\"choices\": [" + key("xai")));
    failures.put("openrouter", Answer.echo().stallingAt(Point.beforeHead()));
    failures.put("together", Answer.ok("Hello").resettingAt(Point.beforeHead()));
    failures.put("fireworks", Answer.events(Sse.data("{\"error\":{\"message\":\"no\"}}")));
    failures.put("hyperbolic", repeating("hyperbolic", 400, "Bad request by "));
    failures.put("anthropic", repeating("anthropic", 429, "Too many requests by "));
    return failures;
  }

  @Test
  void aProvidersKey_showsNowhere(@TempDir Path folder) throws Exception {
    Stage.copy("canary.yaml", folder);
    KeywayCommand command = KeywayCommand.in(folder);
    for (String provider : failures.keySet()) {
      command = command.with(provider.toUpperCase(Locale.ROOT), key(provider));
    }
    String accessKey = command.run("keys", "create", "canary").out();
    seen.add(command.run("check", "canary.yaml").toString());
    try (ScriptedProvider provider = ScriptedProvider.start();
        Daemon daemon = Daemon.serve(command, arguments(provider))) {
      failures.forEach((id, reply) -> provider.whenKey(key(id)).always(reply));
      for (String id : failures.keySet()) {
        ask(daemon, Ask.chat(id + ":some-model").with(accessKey));
        ask(daemon, Ask.chat(id + ":some-model").with(accessKey).streamed());
      }
      assertThat(provider.received().stream().map(one -> one.key()).distinct())
          .as("every key was tried")
          .containsAll(failures.keySet().stream().map(CanaryIT::key).toList());
      daemon.awaitRecords(2 * failures.size());
      look(daemon);
      seen.add(daemon.terminate().toString());
    }
    assertThat(seen).noneMatch(text -> text.toLowerCase(Locale.ROOT).contains(CANARY));
  }

  private void ask(Daemon daemon, Ask ask) {
    try (Client.Reply reply = Client.CURL.send(daemon.url(), ask)) {
      seen.add(reply.text());
    }
  }

  /** Everything an operator can look at. */
  private void look(Daemon daemon) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (String page : List.of("/healthz", "/readyz", "/metrics", "/records?last=100")) {
        URI uri = daemon.admin().resolve(page);
        seen.add(client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body());
      }
      HttpRequest refresh =
          HttpRequest.newBuilder(daemon.admin().resolve("/refresh"))
              .POST(BodyPublishers.noBody())
              .build();
      seen.add(client.send(refresh, BodyHandlers.ofString()).body());
    }
    String pid = String.valueOf(daemon.child().pid());
    for (String command : List.of("Thread.print", "VM.command_line", "VM.system_properties")) {
      ProcessBuilder jcmd =
          new ProcessBuilder(KeywayCommand.jdkTool("jcmd").toString(), pid, command);
      try (Child child = Child.start(jcmd)) {
        Child.Finished finished = child.awaitEnd();
        assertThat(finished.exitCode()).as(finished.toString()).isZero();
        seen.add(finished.toString());
      }
    }
  }

  private List<String> arguments(ScriptedProvider provider) {
    List<String> arguments = new ArrayList<>(List.of("canary.yaml"));
    for (String id : failures.keySet()) {
      arguments.addAll(List.of("--provider-url", id + "=" + provider.baseUrl()));
    }
    return arguments;
  }

  /** An error of a careless provider, which says back what it was given. */
  private static Answer repeating(String provider, int status, String message) {
    return OpenAi.answer(status, message + key(provider), "error", null, null)
        .withHeader("x-credential", key(provider));
  }

  private static String key(String provider) {
    return "sk-" + provider + "-" + CANARY + "-0123456789";
  }
}
