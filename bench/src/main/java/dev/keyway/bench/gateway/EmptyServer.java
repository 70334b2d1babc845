package dev.keyway.bench.gateway;

import dev.keyway.socket.UnixSocket;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A process that serves plugins of no use, until it is stopped. */
final class EmptyServer {

  /** As long as the context of a caller with a name and two groups. */
  static final String TOKEN = "t".repeat(200);

  private EmptyServer() {}

  static UnixSocket socket(String[] args) {
    return new UnixSocket(Path.of(args[0]), PosixFilePermissions.fromString("rw-------"), null);
  }

  /** Says that it is ready, and stays. */
  static void serve(AutoCloseable server) throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
    System.err.println("the empty plugins are ready");
    Thread.currentThread().join();
  }

  private static void close(AutoCloseable server) {
    try {
      server.close();
    } catch (Exception e) {
      System.err.println("closing: " + e);
    }
  }
}
