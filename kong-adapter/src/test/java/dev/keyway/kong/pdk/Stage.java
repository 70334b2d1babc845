package dev.keyway.kong.pdk;

import dev.keyway.socket.UnixSocket;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;

/** A plugin server in a test's folder, and a way to it. */
record Stage(PluginServer server, Path socket) implements AutoCloseable {

  /** Small bounds: 64 KiB a message, three instances. */
  static final ServerOptions TIGHT = new ServerOptions(64 << 10, 3, Duration.ofHours(1));

  static Stage of(Path folder, KongPlugin... plugins) throws IOException {
    return of(folder, ServerOptions.DEFAULTS, plugins);
  }

  static Stage of(Path folder, ServerOptions options, KongPlugin... plugins) throws IOException {
    Path socket = folder.resolve("kong.sock");
    UnixSocket place = new UnixSocket(socket, PosixFilePermissions.fromString("rw-rw----"), null);
    return new Stage(PluginServer.start(place, List.of(plugins), options), socket);
  }

  KongWorker worker() throws IOException {
    return KongWorker.at(socket);
  }

  @Override
  public void close() {
    server.close();
  }
}
