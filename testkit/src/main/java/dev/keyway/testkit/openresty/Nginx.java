package dev.keyway.testkit.openresty;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * The nginx that a gateway is made of: Debian's, with the lines of the gateway's template that
 * matter, and {@link AccessPhase} in the place of the Lua. Answers are buffered, as by the
 * gateways' defaults.
 */
public final class Nginx implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final long BETWEEN_NANOS = 2_000_000;
  private static final long ASKED_AGAIN_MILLIS = 100;
  private static final int PORTS_TO_TRY = 5;
  private static final List<Path> PLACES =
      List.of(
          Path.of("/usr/sbin/nginx"), Path.of("/usr/local/sbin/nginx"), Path.of("/usr/bin/nginx"));

  private final Process process;
  private final int port;

  private Nginx(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Where one runs.
   *
   * @param folder where its files go
   * @param upstream where all requests go, whatever host they are for: there is no DNS here
   */
  public record Place(Path folder, URI upstream) {}

  /** Whether there is an nginx on this machine. */
  public static boolean isInstalled() {
    return PLACES.stream().anyMatch(Files::isExecutable);
  }

  /**
   * Starts one and returns when it listens.
   *
   * @param upstreamLines the gateway's own lines about what goes upstream
   */
  public static Nginx start(Place place, AccessPhase access, String upstreamLines) {
    Path nginx =
        PLACES.stream()
            .filter(Files::isExecutable)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("needs nginx: apt-get install nginx"));
    for (int i = 1; ; i++) {
      Nginx started = started(nginx, place, access, upstreamLines);
      if (started.awaitListening(place.folder, i == PORTS_TO_TRY)) {
        return started;
      }
    }
  }

  private static Nginx started(Path nginx, Place place, AccessPhase access, String upstreamLines) {
    try {
      int port = freePort();
      Path home = Files.createDirectories(place.folder.resolve("nginx"));
      Files.deleteIfExists(home.resolve("pid"));
      String text = config(home, port, access.port(), place.upstream, upstreamLines);
      Path config = Files.writeString(home.resolve("nginx.conf"), text);
      ProcessBuilder builder =
          new ProcessBuilder(nginx.toString(), "-p", home.toString(), "-c", config.toString());
      builder.redirectErrorStream(true).redirectOutput(home.resolve("out").toFile());
      return new Nginx(builder.start(), port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Somebody else may take it before nginx does: then another one is tried. */
  private static int freePort() throws IOException {
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return any.getLocalPort();
    }
  }

  /** It writes its process id when it listens. False when it ended instead. */
  private boolean awaitListening(Path folder, boolean lastTry) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (process.isAlive() && System.nanoTime() < end) {
      if (Files.exists(folder.resolve("nginx/pid"))) {
        return true;
      }
      LockSupport.parkNanos(BETWEEN_NANOS);
    }
    if (lastTry || process.isAlive()) {
      close();
      throw new IllegalStateException("nginx does not start: see " + folder.resolve("nginx/out"));
    }
    return false;
  }

  /** Where clients send requests. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  private static String config(
      Path home, int port, int accessPort, URI upstream, String upstreamLines) {
    return """
    daemon off;
    master_process off;
    pid %1$s/pid;
    error_log %1$s/error.log warn;
    worker_rlimit_nofile 16384;
    events { worker_connections 8192; }
    http {
      access_log off;
      client_body_temp_path %1$s/body;
      proxy_temp_path %1$s/proxy;
      fastcgi_temp_path %1$s/fastcgi;
      uwsgi_temp_path %1$s/uwsgi;
      scgi_temp_path %1$s/scgi;
      client_max_body_size 0;
      client_body_buffer_size 8k;
      underscores_in_headers on;
      server_tokens off;
      proxy_http_version 1.1;
      proxy_read_timeout 600s;
      server {
        listen 127.0.0.1:%2$d backlog=4096;
        location / {
          set $access /access;
          proxy_pass_request_body off;
          proxy_set_header Content-Length "";
          proxy_set_header Host $http_host;
          proxy_set_header %3$s $request_uri;
          proxy_set_header %4$s $remote_addr;
          proxy_set_header %5$s $remote_port;
          proxy_buffer_size 64k;
          proxy_buffers 4 64k;
          proxy_busy_buffers_size 128k;
          proxy_pass http://127.0.0.1:%6$d$access;
        }
        location @upstream {
          set $upstream_uri $upstream_http_x_peer_upstream_uri;
          set $upstream_host $upstream_http_x_peer_upstream_host;
    %7$s
          proxy_buffering on;
          proxy_request_buffering on;
          proxy_set_header Connection "";
          proxy_set_header Host $upstream_host;
          proxy_set_header X-Real-IP $remote_addr;
          proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
          proxy_set_header X-Forwarded-Proto $scheme;
          proxy_set_header X-Forwarded-Host $host;
          proxy_set_header X-Forwarded-Port $server_port;
    %8$s
          proxy_pass http://%9$s$upstream_uri;
        }
      }
    }
    """
        .formatted(
            home,
            port,
            Told.URI,
            Told.ADDRESS,
            Told.PORT,
            accessPort,
            settable(),
            upstreamLines.indent(6).stripTrailing(),
            upstream.getAuthority());
  }

  private static String settable() {
    return Told.SETTABLE.stream()
        .map(name -> {
          String variable = "$set_" + name.toLowerCase(Locale.ROOT).replace('-', '_');
          String told = Told.header(name).replace('-', '_');
          return "      set %1$s $upstream_http_%2$s;\n      proxy_set_header %3$s %1$s;"
              .formatted(variable, told, name);
        })
        .collect(Collectors.joining("\n"));
  }

  /**
   * SIGTERM: what is under way is cut. One that comes between nginx's start and its first wait is
   * noted and not looked at, so it is sent until nginx ends.
   */
  @Override
  public void close() {
    long end = System.nanoTime() + LIMIT.toNanos();
    try {
      do {
        process.destroy();
      } while (!process.waitFor(ASKED_AGAIN_MILLIS, TimeUnit.MILLISECONDS)
          && System.nanoTime() < end);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }
}
