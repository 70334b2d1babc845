package dev.keyway.relay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What Linux holds of connections that nobody reads from or whose other side takes nothing
 * (proc(5), {@code /proc/net/tcp}).
 */
final class SystemQueues {

  private static final List<Path> TABLES =
      List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));

  private SystemQueues() {}

  /** Whether this system tells. */
  static boolean isKnown() {
    return Files.isReadable(TABLES.getFirst());
  }

  /** The bytes in both directions, at both ends, of all connections to this port. */
  static long bytes(int port) throws IOException {
    String end = ":%04X".formatted(port);
    long bytes = 0;
    for (Path table : TABLES) {
      if (Files.isReadable(table)) {
        for (String line : Files.readAllLines(table)) {
          bytes += bytes(line.strip().split("\\s+", -1), end);
        }
      }
    }
    return bytes;
  }

  private static long bytes(String[] columns, String end) {
    boolean ours = columns[1].endsWith(end) || columns[2].endsWith(end);
    if (!ours) {
      return 0;
    }
    String[] queues = columns[4].split(":", -1);
    return Long.parseLong(queues[0], 16) + Long.parseLong(queues[1], 16);
  }
}
