package dev.keyway.relay;

import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** An ordinary HTTP client, with the requests the tests send. */
final class Client {

  static final String CHAT = "/v1/chat/completions";
  static final String MESSAGES = "/v1/messages";
  static final String HELLO =
      """
      {"model":"test-model","messages":[{"role":"user","content":"Hello"}]}\
      """;
  static final String HELLO_STREAMED =
      """
      {"model":"test-model","stream":true,"messages":[{"role":"user","content":"Hello"}]}\
      """;
  static final String HELLO_MESSAGE =
      """
      {"model":"test-model","max_tokens":64,"messages":[{"role":"user","content":"Hello"}]}\
      """;
  static final String HELLO_MESSAGE_STREAMED =
      """
      {"model":"test-model","max_tokens":64,"stream":true,"messages":[{"role":"user","content":"Hello"}]}\
      """;

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Client() {}

  static HttpRequest.Builder chat(RelayStage stage, String body) {
    return post(stage, CHAT, body);
  }

  static HttpRequest.Builder messages(RelayStage stage, String body) {
    return post(stage, MESSAGES, body);
  }

  static HttpRequest.Builder post(RelayStage stage, String path, String body) {
    return HttpRequest.newBuilder(stage.url(path))
        .timeout(RelayStage.SOON)
        .header("content-type", "application/json")
        .POST(BodyPublishers.ofString(body));
  }

  /** Sends a request and waits for the whole answer. */
  static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  /** Sends a request and gives the answer as soon as its head is there. */
  static HttpResponse<InputStream> open(HttpRequest.Builder request) throws Exception {
    return HTTP.send(request.build(), BodyHandlers.ofInputStream());
  }

  /** Asks again and again until it is so. */
  static void await(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + RelayStage.SOON.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("it did not become so within " + RelayStage.SOON);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  /** Lets a time pass, where the passing of time is what is tried. */
  static void pass(Duration time) {
    LockSupport.parkNanos(time.toNanos());
  }

  /** Waits until a number that grows has not grown for a time. */
  static void awaitStandstill(LongSupplier number, Duration time) throws Exception {
    long[] last = {-1, System.nanoTime()};
    await(() -> {
      long now = number.getAsLong();
      if (now != last[0]) {
        last[0] = now;
        last[1] = System.nanoTime();
      }
      return now > 0 && System.nanoTime() - last[1] > time.toNanos();
    });
  }
}
