package dev.keyway.bench.gateway;

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
 * A gateway's workers, as a server of plugins sees them: so many connections, on each of which one
 * request follows the other as soon as that has its answer. One thread plays them all.
 *
 * <p>{@code Workers GATEWAY SOCKET PLUGIN CONFIG}, with {@code kong} or {@code apisix} as the
 * gateway, takes turns from standard input, each a line {@code CONNECTIONS SECONDS}, and ends with
 * it. For each it prints {@code RESULT}, the requests, the microseconds that passed, the median and
 * the 99th percentile of a request in microseconds, the requests that were denied, and the
 * connections that were closed.
 */
public final class Workers implements AutoCloseable {

  private final Selector selector = Selector.open();
  private final Histogram nanos = new Histogram(3);
  private final List<Connection> connections = new ArrayList<>();
  private int denied;
  private int closed;

  private Workers(String gateway, UnixDomainSocketAddress address, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      connections.add(
          switch (gateway) {
            case "kong" -> new KongConnection(address, this);
            case "apisix" -> new ApisixConnection(address, this);
            default -> throw new IllegalArgumentException("no gateway is named " + gateway);
          });
    }
  }

  public static void main(String[] args) throws IOException {
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(args[1]);
    Scanner turns = new Scanner(System.in, US_ASCII);
    while (turns.hasNextInt()) {
      try (Workers workers = new Workers(args[0], address, turns.nextInt())) {
        workers.begin(args[2], args[3]);
        System.out.println(workers.run(turns.nextInt()));
      }
    }
  }

  /** Has a plugin prepared, and sends a request to it on each connection. */
  private void begin(String plugin, String configJson) throws IOException {
    int prepared = connections.getFirst().prepare(plugin, configJson);
    for (Connection connection : connections) {
      connection.register(selector).attach(connection);
      connection.begin(prepared);
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
