package dev.keyway.scripted;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** An ordinary HTTP client, with the requests the tests send. */
final class Client {

  static final Duration SOON = Duration.ofSeconds(10);
  static final String CHAT = "/v1/chat/completions";
  static final String HELLO =
      """
      {"model":"gpt-4o","messages":[{"role":"user","content":"Hello"}]}\
      """;
  static final String HELLO_STREAMED =
      """
      {"model":"gpt-4o","stream":true,"messages":[{"role":"user","content":"Hello"}]}\
      """;

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Client() {}

  static HttpResponse<String> chat(ScriptedProvider provider) throws Exception {
    return post(provider, CHAT, HELLO);
  }

  static HttpResponse<String> chatStreamed(ScriptedProvider provider) throws Exception {
    return post(provider, CHAT, HELLO_STREAMED);
  }

  static HttpResponse<String> post(ScriptedProvider provider, String path, String body)
      throws Exception {
    return HTTP.send(request(provider, path, body).build(), BodyHandlers.ofString());
  }

  static HttpResponse<String> chatWithKey(ScriptedProvider provider, String key) throws Exception {
    HttpRequest request =
        request(provider, CHAT, HELLO).header("authorization", "Bearer " + key).build();
    return HTTP.send(request, BodyHandlers.ofString());
  }

  static HttpResponse<String> get(URI url) throws IOException, InterruptedException {
    return HTTP.send(HttpRequest.newBuilder(url).timeout(SOON).build(), BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(ScriptedProvider provider, String path, String body) {
    return HttpRequest.newBuilder(provider.url().resolve(path))
        .timeout(SOON)
        .header("content-type", "application/json")
        .POST(BodyPublishers.ofString(body));
  }
}
