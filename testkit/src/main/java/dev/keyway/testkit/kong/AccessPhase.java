package dev.keyway.testkit.kong;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.keyway.http.Headers;
import dev.keyway.testkit.kong.KongRequest.Client;
import dev.keyway.testkit.kong.KongRoute.Match;
import dev.keyway.testkit.kong.Outcome.Answered;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * What Kong does in nginx's access phase, asked by {@link KongNginx} over HTTP: routes, has the
 * plugins look, and says either the answer or where the request goes and with which headers.
 */
final class AccessPhase implements AutoCloseable, HttpHandler {

  /** The plugins that a server of its own serves; they run after those of Kong's here. */
  private static final List<String> EXTERNAL = List.of("keyway");

  private static final int BACKLOG = 4096;

  private final KongPeer kong;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile Declaration declaration;

  AccessPhase(KongPeer kong, Declaration declaration) throws IOException {
    this.kong = kong;
    this.declaration = declaration;
    kong.configure(external(declaration));
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    server = HttpServer.create(anyPort, BACKLOG);
    server.createContext("/", this);
    server.setExecutor(threads);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Requests from now on find this. */
  void configure(Declaration changed) {
    kong.configure(external(changed));
    declaration = changed;
  }

  private static List<PluginEntity> external(Declaration declaration) {
    for (PluginEntity plugin : declaration.plugins()) {
      if (!EXTERNAL.contains(plugin.name()) && !Authentication.PLUGINS.contains(plugin.name())) {
        throw new IllegalArgumentException("no plugin " + plugin.name() + " in this Kong");
      }
    }
    return declaration.plugins().stream()
        .filter(plugin -> EXTERNAL.contains(plugin.name()))
        .toList();
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Headers sent = Told.byNginx(exchange);
      KongRequest request =
          new KongRequest(
              exchange.getRequestMethod(),
              Told.required(exchange, Told.URI),
              sent,
              new Client(
                  Told.required(exchange, Told.ADDRESS),
                  Integer.parseInt(Told.required(exchange, Told.PORT))));
      answer(exchange, sent, request);
    } catch (RuntimeException | Error e) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      Told.answer(exchange, Answered.error(500, "the peer of Kong broke: " + trace));
      throw e;
    }
  }

  private void answer(HttpExchange exchange, Headers sent, KongRequest request) throws IOException {
    Declaration declared = declaration;
    Match match = declared.match(request.path());
    if (match == null) {
      Told.answer(exchange, Answered.error(404, "no Route matched with those values"));
      return;
    }
    request.routed(match.route().entity(), match.route().service().entity());
    Answered answer = plugins(declared, match.route(), request);
    if (answer != null) {
      Told.answer(exchange, answer);
    } else {
      Told.goOn(exchange, sent, request, match);
    }
  }

  private @Nullable Answered plugins(Declaration declared, KongRoute route, KongRequest request) {
    Authentication authentication = new Authentication(declared);
    for (String name : Authentication.PLUGINS) {
      PluginEntity plugin = declared.plugin(name, route, request.consumer());
      Answered answer = plugin == null ? null : authentication.access(plugin, request);
      if (answer != null) {
        return answer;
      }
    }
    for (String name : EXTERNAL) {
      PluginEntity plugin = declared.plugin(name, route, request.consumer());
      if (plugin != null && kong.access(plugin, request) instanceof Answered answer) {
        return answer;
      }
    }
    return null;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
