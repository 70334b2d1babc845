package dev.keyway.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.scripted.Answer;
import dev.keyway.scripted.Gate;
import dev.keyway.scripted.Point;
import dev.keyway.scripted.ScriptedProvider;
import dev.keyway.server.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code serve} as a process of its own: its streams, its signals, its exit code. */
class ServeProcessTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Pattern READY =
      Pattern.compile("keyway is ready: (http://\\S+) \\(policy chat\\), admin (http://\\S+)");
  private static final String KEY = "sk-canary-1";

  @TempDir private Path folder;
  private final ScriptedProvider openAi = ScriptedProvider.start("openai");
  private final Gate gate = new Gate();
  private Process process;
  private BufferedReader people;

  @BeforeEach
  void start() throws IOException {
    Files.writeString(
        folder.resolve("chat.yaml"),
        "providers: [{id: openai, api_keys: [{value: \"${secrets.get('openai', 'key')}\"}]}]\n");
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            // Not the one of the tests, which stands before it on this class path.
            "-Dlogback.configurationFile=" + Main.class.getResource("/logback.xml"),
            Main.class.getName(),
            "serve",
            "chat.yaml",
            "--listen=127.0.0.1:0",
            "--admin=127.0.0.1:0",
            "--require=none",
            "--provider-url=openai=" + openAi.baseUrl());
    builder.directory(folder.toFile()).environment().put("OPENAI_KEY", KEY);
    process = builder.redirectOutput(folder.resolve("records").toFile()).start();
    people = process.errorReader();
  }

  @AfterEach
  void stop() {
    gate.open();
    process.destroyForcibly();
    openAi.close();
  }

  @Test
  void sigterm_letsTheStreamFinishAndExitsWithZero() throws Exception {
    openAi.always(Answer.ok("one ", "two").waitingAt(Point.afterContent(1), gate));
    Matcher ready = ready();
    try (InputStream stream = stream(URI.create(ready.group(1)))) {
      terminate();
      awaitLine("keyway is stopping");
      gate.open();

      assertThat(new String(stream.readAllBytes(), StandardCharsets.UTF_8)).contains("[DONE]");
    }
    assertThat(exitCode()).isZero();
    assertThat(Files.readAllLines(folder.resolve("records")))
        .singleElement()
        .asString()
        .contains("\"ending\":\"complete\"")
        .doesNotContain(KEY);
  }

  @Test
  void secondSigterm_endsAtOnce() throws Exception {
    openAi.always(Answer.ok("one ", "two").waitingAt(Point.afterContent(1), gate));
    try (InputStream stream = stream(URI.create(ready().group(1)))) {
      terminate();
      awaitLine("keyway is stopping");
      terminate();

      assertThat(exitCode()).isEqualTo(128 + 15);
      assertThat(stream).isNotNull();
    }
  }

  /** SIGTERM. {@link Process#destroy} would close the streams as well. */
  private void terminate() {
    assertThat(process.toHandle().destroy()).isTrue();
  }

  private Matcher ready() throws IOException {
    return awaitLine("keyway is ready");
  }

  /** Reads on until a line holds this; the result is what the ready line looks like in it. */
  private Matcher awaitLine(String part) throws IOException {
    StringBuilder read = new StringBuilder();
    for (String line = people.readLine(); line != null; line = people.readLine()) {
      read.append(line).append('\n');
      if (line.contains(part)) {
        Matcher ready = READY.matcher(line);
        assertThat(ready.matches() || !part.equals("keyway is ready")).isTrue();
        return ready;
      }
    }
    throw new AssertionError("no line with " + part + ":\n" + read);
  }

  private InputStream stream(URI door) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(door.resolve("/v1/chat/completions"))
            .version(HttpClient.Version.HTTP_1_1)
            .timeout(LIMIT)
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString("{\"model\":\"gpt-4o\",\"stream\":true,\"messages\":[]}"))
            .build();
    HttpResponse<InputStream> response =
        HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream());
    gate.awaitReached(LIMIT);
    assertThat(response.statusCode()).isEqualTo(200);
    return response.body();
  }

  private int exitCode() throws InterruptedException {
    assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }
}
