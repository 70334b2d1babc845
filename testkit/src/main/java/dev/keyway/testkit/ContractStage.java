package dev.keyway.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keyway.scripted.Received;
import dev.keyway.scripted.ScriptedProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** A gateway, three providers and a client of its own: what one case happens on. */
public final class ContractStage implements AutoCloseable {

  /** Longer than anything here takes on a machine that others load. */
  public static final Duration LIMIT = Duration.ofSeconds(60);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ScriptedProvider first = ScriptedProvider.start("first");
  private final ScriptedProvider second = ScriptedProvider.start("second");
  private final ScriptedProvider third = ScriptedProvider.start("third");
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ContextKey contextKey = ContextKey.random();
  private final GatewaySetup setup;
  private final GatewayUnderTest gateway;

  private ContractStage(Path folder, GatewayStart start) throws Exception {
    setup = World.setup(folder);
    contextKey.write(folder);
    setup.replacePolicy(World.CHAT, World.chat(first, second, third));
    setup.replacePolicy(World.TEAMS, World.teams(first));
    setup.replacePolicy(World.PLANS, World.plans(first));
    try {
      gateway = start.start(setup);
    } catch (Exception | AssertionError e) {
      closeProviders();
      throw e;
    }
  }

  /**
   * Starts all of it.
   *
   * @param folder an empty folder
   */
  public static ContractStage open(Path folder, GatewayStart start) throws Exception {
    return new ContractStage(folder, start);
  }

  /** Starts a gateway with Keyway behind it. */
  public interface GatewayStart {
    GatewayUnderTest start(GatewaySetup setup) throws Exception;
  }

  public GatewayUnderTest gateway() {
    return gateway;
  }

  public GatewaySetup setup() {
    return setup;
  }

  /** Serves {@code shared} with the key {@code one}, and {@code keyed} with all three. */
  public ScriptedProvider first() {
    return first;
  }

  /** Serves {@code shared} when the first doesn't, with its key in {@code x-api-key}. */
  public ScriptedProvider second() {
    return second;
  }

  /** Serves {@code shared} when neither does, with its key in {@code api-key}. */
  public ScriptedProvider third() {
    return third;
  }

  /** What all providers received, each provider's in order. */
  public List<Received> received() {
    return Stream.of(first, second, third).flatMap(one -> one.received().stream()).toList();
  }

  /** The value of a key of the policies. */
  public static String key(String id) {
    return Optional.ofNullable(World.KEYS.get(id)).orElseThrow();
  }

  ContextKey contextKey() {
    return contextKey;
  }

  /** The policy {@code chat} as it is at the start. */
  String chatPolicy() {
    return World.chat(first, second, third);
  }

  /** Asks and returns the whole answer. */
  public HttpResponse<String> ask(Ask ask) {
    return send(gateway.url(), ask, BodyHandlers.ofString());
  }

  /** Asks and returns when the answer's head is there. */
  public HttpResponse<InputStream> begin(Ask ask) {
    return send(gateway.url(), ask, BodyHandlers.ofInputStream());
  }

  /** Asks and calls back when the whole answer is there. */
  public CompletableFuture<HttpResponse<String>> askLater(Ask ask) {
    return client.sendAsync(request(gateway.url(), ask), BodyHandlers.ofString());
  }

  /** Asks somebody else than the gateway. */
  HttpResponse<String> askDirectly(URI url, Ask ask) {
    return send(url, ask, BodyHandlers.ofString());
  }

  private <T> HttpResponse<T> send(URI url, Ask ask, BodyHandler<T> handler) {
    try {
      return client.send(request(url, ask), handler);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for an answer", e);
    }
  }

  private HttpRequest request(URI url, Ask ask) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url.resolve(ask.path()))
            .timeout(LIMIT)
            .POST(BodyPublishers.ofByteArray(ask.body()));
    headers(ask).forEach(request::setHeader);
    return request.build();
  }

  private Map<String, String> headers(Ask ask) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.put("content-type", "application/json");
    if (ask.consumer() != null) {
      headers.putAll(gateway.credential(ask.consumer()));
    }
    headers.putAll(ask.headers());
    return headers;
  }

  /** The latest of so many decision records, as soon as they are there. */
  public JsonNode record(int number) {
    return json(gateway.awaitRecords(number).get(number - 1));
  }

  public static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      gateway.close();
    } finally {
      client.close();
      closeProviders();
    }
  }

  private void closeProviders() {
    first.close();
    second.close();
    third.close();
  }
}
