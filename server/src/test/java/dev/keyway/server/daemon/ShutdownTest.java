package dev.keyway.server.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.scripted.Answer;
import dev.keyway.scripted.Gate;
import dev.keyway.scripted.Point;
import dev.keyway.scripted.ScriptedProvider;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShutdownTest {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir private Path folder;
  private final ScriptedProvider openAi = ScriptedProvider.start("openai");
  private final Gate gate = new Gate();

  @BeforeEach
  void write() throws IOException {
    Files.writeString(
        folder.resolve("chat.yaml"), "providers: [{id: openai, api_keys: [{value: sk-1}]}]\n");
    openAi.always(Answer.ok("one ", "two ", "three").waitingAt(Point.afterContent(1), gate));
  }

  @AfterEach
  void stopProvider() {
    gate.open();
    openAi.close();
  }

  @Test
  void liveStream_isFinishedAndNothingNewTaken() throws Exception {
    TestDaemon keyway = start("30s");
    try (InputStream stream = stream(keyway)) {
      String first = new String(stream.readNBytes(10), StandardCharsets.UTF_8);
      CompletableFuture<Void> stopped = CompletableFuture.runAsync(keyway.daemon()::close);
      Await.until(() -> keyway.admin("GET", "/readyz").statusCode() == 503);
      Await.until(() -> refusesConnections(keyway));
      gate.open();

      String all = first + new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      stopped.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
      assertThat(all).contains("one ", "three", "[DONE]");
      assertThat(keyway.output().await(1).get("ending").asText()).isEqualTo("complete");
    }
  }

  @Test
  void streamLongerThanTheGrace_isEnded() throws Exception {
    TestDaemon keyway = start("1s");
    try (InputStream stream = stream(keyway)) {
      assertThat(stream.read()).isPositive();

      CompletableFuture.runAsync(keyway.daemon()::close).get(LIMIT.toSeconds(), TimeUnit.SECONDS);

      assertThatThrownBy(stream::readAllBytes).isInstanceOf(IOException.class);
    }
  }

  private TestDaemon start(String grace) throws StartException {
    return TestDaemon.start(
        folder,
        """
        policies: {chat: chat.yaml}
        listeners: [{kind: entry, address: 127.0.0.1:0, require: none}]
        admin: {address: 127.0.0.1:0}
        providers: {openai: {base_url: "%s"}}
        shutdown: {grace: %s}
        """
            .formatted(openAi.baseUrl(), grace),
        Map.of());
  }

  private InputStream stream(TestDaemon keyway) throws IOException, InterruptedException {
    InputStream stream =
        keyway
            .client()
            .send(
                keyway
                    .request(0)
                    .version(HttpClient.Version.HTTP_1_1)
                    .POST(BodyPublishers.ofString(TestDaemon.STREAMED_CHAT))
                    .build(),
                BodyHandlers.ofInputStream())
            .body();
    gate.awaitReached(LIMIT);
    return stream;
  }

  private static boolean refusesConnections(TestDaemon keyway) throws IOException {
    int port = keyway.daemon().doors().getFirst().address().port();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return !socket.isConnected();
    } catch (SocketException e) {
      return true;
    }
  }
}
