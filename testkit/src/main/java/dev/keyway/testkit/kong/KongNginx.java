package dev.keyway.testkit.kong;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * The nginx that Kong is made of: Debian's, with the lines of Kong's template that matter, and
 * {@link AccessPhase} in the place of the Lua. Answers are buffered, as by Kong's default.
 */
final class KongNginx implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final long BETWEEN_NANOS = 2_000_000;
  private static final int PORTS_TO_TRY = 5;
  private static final List<Path> PLACES =
      List.of(
          Path.of("/usr/sbin/nginx"), Path.of("/usr/local/sbin/nginx"), Path.of("/usr/bin/nginx"));

  private final Process process;
  private final int port;

  private KongNginx(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Whether there is an nginx on this machine. */
  static boolean isInstalled() {
    return PLACES.stream().anyMatch(Files::isExecutable);
  }

  /**
   * Starts one and returns when it listens.
   *
   * @param folder where its files go
   * @param via what it adds to upstream's {@code Via}, or empty
   */
  static KongNginx start(Path folder, int accessPort, URI upstream, String via) {
    Path nginx =
        PLACES.stream()
            .filter(Files::isExecutable)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("needs nginx: apt-get install nginx"));
    for (int i = 1; ; i++) {
      KongNginx started = started(nginx, folder, accessPort, upstream, via);
      if (started.awaitListening(folder, i == PORTS_TO_TRY)) {
        return started;
      }
    }
  }

  private static KongNginx started(
      Path nginx, Path folder, int accessPort, URI upstream, String via) {
    try {
      int port = freePort();
      Path home = Files.createDirectories(folder.resolve("nginx"));
      Files.deleteIfExists(home.resolve("pid"));
      Path config =
          Files.writeString(
              home.resolve("nginx.conf"), config(home, port, accessPort, upstream, via));
      ProcessBuilder builder =
          new ProcessBuilder(nginx.toString(), "-p", home.toString(), "-c", config.toString());
      builder.redirectErrorStream(true).redirectOutput(home.resolve("out").toFile());
      return new KongNginx(builder.start(), port);
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

  URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  private static String config(Path home, int port, int accessPort, URI upstream, String via) {
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
          set $path $upstream_http_x_peer_path;
          set $prefix $upstream_http_x_peer_prefix;
    %7$s
          proxy_buffering on;
          proxy_request_buffering on;
          proxy_set_header Connection "";
          proxy_set_header Host $upstream_host;
          proxy_set_header Via "%8$s";
          proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
          proxy_set_header X-Forwarded-Proto $scheme;
          proxy_set_header X-Forwarded-Host $host;
          proxy_set_header X-Forwarded-Port $server_port;
          proxy_set_header X-Forwarded-Path $path;
          proxy_set_header X-Forwarded-Prefix $prefix;
          proxy_set_header X-Real-IP $remote_addr;
          proxy_set_header X-Kong-Request-Id $request_id;
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
            via,
            upstream.getAuthority());
  }

  private static String settable() {
    return Told.SETTABLE.stream()
        .map(name -> {
          String variable = "$set_" + name.toLowerCase(java.util.Locale.ROOT).replace('-', '_');
          String told = Told.header(name).replace('-', '_');
          return "      set %1$s $upstream_http_%2$s;\n      proxy_set_header %3$s %1$s;"
              .formatted(variable, told, name);
        })
        .collect(Collectors.joining("\n"));
  }

  /** SIGTERM: what is under way is cut. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
