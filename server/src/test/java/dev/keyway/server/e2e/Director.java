package dev.keyway.server.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.keyway.scripted.Gate;
import dev.keyway.scripted.Header;
import dev.keyway.scripted.Received;
import dev.keyway.scripted.Reply;
import dev.keyway.scripted.ScriptedProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Lets a test in another process tell scripted providers what to say, and ask what they got. Each
 * request is a POST of {@code {"provider", "model"}} to
 *
 * <ul>
 *   <li>{@code /script}, with {@code "replies"}: what {@link Replies} reads;
 *   <li>{@code /open}: lets the replies go on that hold;
 *   <li>{@code /received}: {@code [{"path", "headers", "key", "body"}]};
 *   <li>{@code /cancelled}: answers when a client has left that provider in the middle of an answer
 *       about the model.
 * </ul>
 */
final class Director implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, ScriptedProvider> providers;
  private final Map<String, Gate> gates = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  private Director(Map<String, ScriptedProvider> providers) throws IOException {
    this.providers = providers;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  static Director of(Map<String, ScriptedProvider> providers) {
    try {
      return new Director(providers);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode wish = JSON.readTree(exchange.getRequestBody());
      byte[] answer;
      int status = 200;
      try {
        answer = JSON.writeValueAsBytes(answer(exchange.getRequestURI().getPath(), wish));
      } catch (RuntimeException e) {
        status = 500;
        answer = JSON.writeValueAsBytes(e.toString());
      }
      exchange.sendResponseHeaders(status, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private JsonNode answer(String path, JsonNode wish) {
    String model = wish.required("model").asText();
    String name = wish.required("provider").asText();
    ScriptedProvider provider = providers.get(name);
    if (provider == null) {
      throw new IllegalArgumentException("no provider " + name);
    }
    Gate gate = gates.computeIfAbsent(name + ":" + model, key -> new Gate());
    switch (path) {
      case "/script" -> {
        Reply[] replies = Replies.read(wish.required("replies"), gate);
        provider.whenModel(model).answer(replies);
      }
      case "/open" -> gate.open();
      case "/received" -> {
        return shown(about(provider.received(), model));
      }
      case "/cancelled" ->
          Deadline.await("a client's leaving", () -> !about(provider.cancelled(), model).isEmpty());
      default -> throw new IllegalArgumentException("no such thing as " + path);
    }
    return JSON.createObjectNode();
  }

  private static List<Received> about(List<Received> all, String model) {
    return all.stream().filter(one -> model.equals(one.model())).toList();
  }

  private static ArrayNode shown(List<Received> all) {
    ArrayNode shown = JSON.createArrayNode();
    for (Received one : all) {
      ObjectNode headers = JSON.createObjectNode();
      for (Header header : one.headers()) {
        headers.put(header.name().toLowerCase(java.util.Locale.ROOT), header.value());
      }
      ObjectNode entry = shown.addObject().put("path", one.target()).put("key", one.key());
      entry.put("body", one.text()).set("headers", headers);
    }
    return shown;
  }
}
