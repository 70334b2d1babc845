package dev.keyway.server.admin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.keyway.secret.SecretRefresh;
import dev.keyway.server.config.AdminConfig;
import dev.keyway.server.config.HostAndPort;
import dev.keyway.server.records.RecentRecords;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operator's side door, apart from the relay: it answers however busy the event loops are.
 *
 * <ul>
 *   <li>{@code GET /healthz}: the process lives. Open to all.
 *   <li>{@code GET /readyz}: it takes requests (200) or not (503). Open to all; what it serves is
 *       told only to who may know.
 *   <li>{@code GET /metrics}: Prometheus' text format.
 *   <li>{@code GET /records?last=N}: the last decision records, a JSON object a line.
 *   <li>{@code GET /facts?policy=NAME}: what is known of keys and models, as JSON.
 *   <li>{@code POST /refresh}: reads all secrets again.
 * </ul>
 */
public final class AdminServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AdminServer.class);

  static {
    // Seconds a request, and an answer, may take on its way; the JDK's server has no limit by
    // itself.
    setDefault("sun.net.httpserver.maxReqTime", "30");
    setDefault("sun.net.httpserver.maxRspTime", "60");
  }

  private final HttpServer server;
  private final ExecutorService threads;
  private final HostAndPort address;

  private AdminServer(HttpServer server, ExecutorService threads, HostAndPort address) {
    this.server = server;
    this.threads = threads;
    this.address = address;
  }

  /**
   * Listens.
   *
   * @param refresh reads every secret again
   * @throws IOException when the address can't be listened on
   */
  public static AdminServer start(
      AdminConfig config,
      Readiness readiness,
      Metrics metrics,
      RecentRecords recent,
      FactsPage facts,
      Supplier<SecretRefresh> refresh)
      throws IOException {
    HostAndPort wanted = config.address();
    HttpServer server = HttpServer.create(new InetSocketAddress(wanted.host(), wanted.port()), 0);
    ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("keyway-admin-", 0).factory());
    server.setExecutor(threads);
    AdminPages pages = new AdminPages(readiness, metrics, recent, facts, refresh);
    Gatekeeper gatekeeper = new Gatekeeper(config.token());
    server.createContext("/", exchange -> handle(exchange, pages, gatekeeper));
    server.start();
    return new AdminServer(server, threads, wanted.withPort(server.getAddress().getPort()));
  }

  /** Where it listens. */
  public HostAndPort address() {
    return address;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private static void handle(HttpExchange exchange, AdminPages pages, Gatekeeper gatekeeper)
      throws IOException {
    try (exchange) {
      send(exchange, answer(exchange, pages, gatekeeper));
    }
  }

  private static AdminAnswer answer(
      HttpExchange exchange, AdminPages pages, Gatekeeper gatekeeper) {
    try {
      return route(exchange, pages, gatekeeper);
    } catch (RuntimeException e) {
      LOG.error("the admin address failed to answer {}", exchange.getRequestURI().getPath(), e);
      return AdminAnswer.text(500, "this failed; the log says where");
    }
  }

  private static AdminAnswer route(HttpExchange exchange, AdminPages pages, Gatekeeper gatekeeper) {
    boolean known = gatekeeper.letsIn(exchange.getRequestHeaders());
    String path = exchange.getRequestURI().getPath();
    String method = exchange.getRequestMethod();
    String wanted = path.equals("/refresh") ? "POST" : "GET";
    if (path.equals("/healthz")) {
      return pages.health();
    }
    if (path.equals("/readyz")) {
      return pages.ready(known);
    }
    if (!known) {
      return AdminAnswer.text(gatekeeper.status(), gatekeeper.advice());
    }
    return switch (path) {
      case "/metrics", "/records", "/facts", "/refresh" ->
          method.equals(wanted)
              ? page(exchange, pages, path)
              : AdminAnswer.text(405, path + " takes " + wanted);
      default ->
          AdminAnswer.text(
              404,
              "known are /healthz, /readyz, /metrics, /records?last=N, /facts?policy=NAME, and POST /refresh");
    };
  }

  private static AdminAnswer page(HttpExchange exchange, AdminPages pages, String path) {
    return switch (path) {
      case "/metrics" -> pages.metrics();
      case "/records" -> pages.records(exchange.getRequestURI().getRawQuery());
      case "/facts" -> pages.facts(exchange.getRequestURI().getRawQuery());
      default -> pages.refresh();
    };
  }

  private static void send(HttpExchange exchange, AdminAnswer answer) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", answer.contentType());
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    if (answer.status() == 401) {
      exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
    }
    exchange.sendResponseHeaders(
        answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
    exchange.getResponseBody().write(answer.body());
  }

  private static void setDefault(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
