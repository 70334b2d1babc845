package dev.keyway.testkit.kong;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keyway.http.Headers;
import dev.keyway.testkit.kong.KongRequest.Client;
import dev.keyway.testkit.recorded.ClientSent;
import dev.keyway.testkit.recorded.Recording;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The requests that clients sent while a recording was made, and what the gateway knew of them.
 *
 * @param folder where bodies are written
 */
record RecordedRequests(Recording recording, Path folder) {

  private static final String ROUTE = "5f7c1a52-8f5e-4e0c-9d51-0a3c2f1b7e11";
  private static final String SERVICE = "a1b2c3d4-1111-4222-8333-444455556666";

  /** From this length on a body is in a file. */
  private static final int IN_FILE_BYTES = 8192;

  private static final int MANY_HEADERS = 130;
  private static final int LONG_HEADER = 300;

  /** The request of this number, from 0, as it comes to the plugin. */
  KongRequest get(int number) {
    String sent = recording.requests().get(number).path("client_sent").asText();
    ClientSent whole = ClientSent.parse(sent.isEmpty() ? sentAtOnce(number) : sent);
    KongRequest request =
        new KongRequest(whole.method(), whole.target(), headers(whole), client())
            .routed(route(), Map.of("id", SERVICE, "name", "relay"));
    request.authenticate(consumer(), credential());
    byte[] body = whole.body();
    return body.length == 0 ? request : withBody(request, body);
  }

  /** Of requests at once it is told only what upstream saw. */
  private String sentAtOnce(int number) {
    String first = recording.json().at("/outcome/upstream_saw/0/headers/1").asText();
    int from = Integer.parseInt(first.replace("X-N: ", ""));
    return "GET /v1/chat?x=1 HTTP/1.1\r\nHost: api.example.com\r\nX-N: %d\r\nConnection: close"
        .formatted(from + number);
  }

  private Headers headers(ClientSent whole) {
    Headers.Builder headers = whole.headers().toBuilder();
    if (recording.scenario().equals("large-header-set")) {
      IntStream.range(0, MANY_HEADERS)
          .forEach(i -> headers.add("X-In-%03d".formatted(i), "z".repeat(LONG_HEADER)));
      headers.add("Connection", "close");
    }
    return headers.build();
  }

  private KongRequest withBody(KongRequest request, byte[] body) {
    try {
      Path file = folder.resolve("body");
      return request.body(body, body.length < IN_FILE_BYTES ? null : Files.write(file, body));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Client client() {
    int port =
        KongRecordings.firstReply(recording, "kong_plugin_protocol.Int")
            .map(reply -> reply.path("v").asInt())
            .orElse(1);
    return new Client("127.0.0.1", port);
  }

  private @Nullable KongConsumer consumer() {
    return KongRecordings.firstReply(recording, "kong_plugin_protocol.Consumer")
        .map(RecordedRequests::consumer)
        .orElse(null);
  }

  private static KongConsumer consumer(JsonNode reply) {
    return new KongConsumer(
        reply.path("id").asText(),
        reply.path("username").textValue(),
        reply.path("custom_id").textValue(),
        Recording.elements(reply.path("tags")).map(JsonNode::asText).toList(),
        reply.path("created_at").asLong());
  }

  private @Nullable String credential() {
    return KongRecordings.firstReply(recording, "kong_plugin_protocol.AuthenticatedCredential")
        .map(reply -> reply.path("id").asText())
        .orElse(null);
  }

  /** The route as it was configured, of which Kong can tell only a part. */
  private Map<String, Object> route() {
    Map<String, Object> route = new HashMap<>(Map.of("id", ROUTE, "name", "chat"));
    switch (recording.scenario()) {
      case "get-route-with-headers" -> {
        route.put("protocols", List.of("http"));
        route.put("headers", Map.of("x-tenant", List.of("a")));
      }
      case "get-route-with-sources" -> route.put("sources", List.of(Map.of("ip", "10.0.0.1")));
      default -> {
        route.put("protocols", List.of("http", "https"));
        route.put("paths", List.of("/v1"));
        route.put("https_redirect_status_code", 426);
        route.put("strip_path", true);
        route.put("service", Map.of("id", SERVICE));
      }
    }
    return route;
  }
}
