package dev.keyway.relay;

import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

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
}
