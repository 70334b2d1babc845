package dev.keyway.testkit.openresty;

import com.sun.net.httpserver.HttpExchange;
import dev.keyway.http.Headers;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What {@link Nginx} and {@link AccessPhase} tell each other in headers of their own. Nginx sets
 * its, so a client's never get through.
 */
final class Told {

  /** The request's target as the client sent it. */
  static final String URI = "X-Peer-Uri";

  /** The client's address. */
  static final String ADDRESS = "X-Peer-Address";

  static final String PORT = "X-Peer-Port";

  private static final String OURS = "x-peer-";

  /**
   * The headers that plugins here set or clear; nginx needs their names beforehand. The answer has
   * the value of each that upstream is to see.
   */
  static final List<String> SETTABLE =
      List.of(
          "X-Consumer-ID",
          "X-Consumer-Custom-ID",
          "X-Consumer-Username",
          "X-Credential-Identifier",
          "X-Anonymous-Consumer",
          "X-Keyway-Context",
          "apikey",
          "x-api-key",
          "authorization");

  private Told() {}

  /** The header of the answer that has a settable header's value. */
  static String header(String settable) {
    return OURS + "set-" + settable.toLowerCase(Locale.ROOT);
  }

  static String required(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    if (value == null) {
      throw new IllegalStateException("nginx does not tell " + name);
    }
    return value;
  }

  /** What the client sent. */
  static Headers byNginx(HttpExchange exchange) {
    Headers.Builder headers = Headers.builder();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> {
          if (!name.toLowerCase(Locale.ROOT).startsWith(OURS)) {
            values.forEach(value -> headers.add(name, value));
          }
        });
    return headers.build();
  }

  static void answer(HttpExchange exchange, Verdict.Ends answer) throws IOException {
    answer.headers().forEach(exchange.getResponseHeaders()::add);
    byte[] body = answer.body();
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  /** Nginx sends the request upstream. */
  static void goOn(HttpExchange exchange, Headers sent, Verdict.GoesOn request) throws IOException {
    checkChanges(sent, request.headers());
    var told = exchange.getResponseHeaders();
    told.set("X-Accel-Redirect", "@upstream");
    told.set(OURS + "upstream-uri", request.target());
    told.set(OURS + "upstream-host", request.host());
    request.more().forEach((name, value) -> told.set(OURS + name, value));
    for (String name : SETTABLE) {
      List<String> values = request.headers().all(name);
      if (!values.isEmpty()) {
        told.set(header(name), String.join(", ", values));
      }
    }
    exchange.sendResponseHeaders(200, -1);
  }

  private static void checkChanges(Headers sent, Headers now) {
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    names.addAll(sent.names());
    names.addAll(now.names());
    names.removeIf(name -> sent.all(name).equals(now.all(name)));
    SETTABLE.forEach(names::remove);
    if (!names.isEmpty()) {
      throw new IllegalStateException("a plugin changed what nginx can't change here: " + names);
    }
  }
}
