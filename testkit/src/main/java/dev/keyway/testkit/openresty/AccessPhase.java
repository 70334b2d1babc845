package dev.keyway.testkit.openresty;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.keyway.http.Headers;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Nginx's access phase, in the place of a gateway's Lua: {@link Nginx} asks here over HTTP. */
public final class AccessPhase implements AutoCloseable, HttpHandler {

  private static final int BACKLOG = 4096;
  private static final int BROKEN = 500;

  private final Gateway gateway;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** What a gateway does there. */
  @FunctionalInterface
  public interface Gateway {
    Verdict access(Arrived request);
  }

  private AccessPhase(Gateway gateway) throws IOException {
    this.gateway = gateway;
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    server = HttpServer.create(anyPort, BACKLOG);
    server.createContext("/", this);
    server.setExecutor(threads);
  }

  /** Starts one, at a port of its own. */
  public static AccessPhase start(Gateway gateway) throws IOException {
    AccessPhase phase = new AccessPhase(gateway);
    phase.server.start();
    return phase;
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Headers sent = Told.byNginx(exchange);
      Arrived request =
          new Arrived(
              exchange.getRequestMethod(),
              Told.required(exchange, Told.URI),
              sent,
              Told.required(exchange, Told.ADDRESS),
              Integer.parseInt(Told.required(exchange, Told.PORT)));
      switch (gateway.access(request)) {
        case Verdict.Ends ends -> Told.answer(exchange, ends);
        case Verdict.GoesOn goesOn -> Told.goOn(exchange, sent, goesOn);
      }
    } catch (RuntimeException | Error e) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      byte[] body = Lua.bytes("the gateway's peer broke: " + trace);
      Told.answer(exchange, new Verdict.Ends(BROKEN, body, Headers.empty()));
      throw e;
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
