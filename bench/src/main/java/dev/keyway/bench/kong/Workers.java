package dev.keyway.bench.kong;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import org.HdrHistogram.Histogram;

/**
 * Kong's workers, as a plugin server sees them: so many connections, on each of which one event
 * follows the other as soon as that has ended. One thread plays them all.
 *
 * <p>{@code Workers SOCKET PLUGIN CONFIG} takes turns from standard input, each a line {@code
 * CONNECTIONS SECONDS}, and ends with it. For each it prints {@code RESULT}, the events, the
 * microseconds that passed, the median and the 99th percentile of an event in microseconds, the
 * events that were denied, and the connections that were closed.
 */
public final class Workers implements AutoCloseable {

  private final Selector selector = Selector.open();
  private final Histogram nanos = new Histogram(3);
  private final List<Connection> connections = new ArrayList<>();
  private int denied;
  private int closed;

  private Workers(UnixDomainSocketAddress address, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      connections.add(new Connection(address, this));
    }
  }

  public static void main(String[] args) throws IOException {
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(args[0]);
    Scanner turns = new Scanner(System.in, US_ASCII);
    while (turns.hasNextInt()) {
      try (Workers workers = new Workers(address, turns.nextInt())) {
        workers.begin(args[1], args[2]);
        System.out.println(workers.run(turns.nextInt()));
      }
    }
  }

  /** Starts an instance, and sends an event to it on each connection. */
  private void begin(String plugin, String configJson) throws IOException {
    int instance = connections.getFirst().start(plugin, configJson);
    for (Connection connection : connections) {
      connection.register(selector).attach(connection);
      connection.begin(instance);
    }
  }

  void ended(long nanosTaken) {
    nanos.recordValue(nanosTaken);
  }

  void denied() {
    denied++;
  }

  private String run(int seconds) throws IOException {
    long began = System.nanoTime();
    long until = began + seconds * 1_000_000_000L;
    while (System.nanoTime() < until && denied + closed == 0) {
      selector.select(this::read, 100);
    }
    return "RESULT %d %d %d %d %d %d"
        .formatted(
            nanos.getTotalCount(),
            (System.nanoTime() - began) / 1_000,
            nanos.getValueAtPercentile(50) / 1_000,
            nanos.getValueAtPercentile(99) / 1_000,
            denied,
            closed);
  }

  private void read(SelectionKey key) {
    try {
      ((Connection) key.attachment()).read();
    } catch (IOException e) {
      closed++;
      key.cancel();
    }
  }

  @Override
  public void close() throws IOException {
    for (Connection connection : connections) {
      connection.close();
    }
    selector.close();
  }
}
