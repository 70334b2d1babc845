package dev.keyway.relay;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Carries the bytes: takes clients' requests, sends them where {@link dev.keyway.Keyway} says, and
 * passes the answers back. One event loop a processor; a request stays on the loop that took it.
 */
public final class Relay implements AutoCloseable {

  /** How long starting may take before it counts as failed. */
  private static final Duration START_LIMIT = Duration.ofSeconds(30);

  private final Vertx vertx;
  private final WatchfulTransport transport;
  private final List<RelayLoop> loops;
  private final List<InetSocketAddress> addresses;
  private final AtomicInteger underWay;

  private Relay(
      Vertx vertx,
      WatchfulTransport transport,
      List<RelayLoop> loops,
      List<InetSocketAddress> addresses,
      AtomicInteger underWay) {
    this.vertx = vertx;
    this.transport = transport;
    this.loops = List.copyOf(loops);
    this.addresses = List.copyOf(addresses);
    this.underWay = underWay;
  }

  /**
   * Starts a relay and returns when it listens everywhere.
   *
   * @throws RelayStartException when an address can't be listened on; nothing is left running then
   */
  public static Relay start(RelaySettings settings) throws RelayStartException {
    WatchfulTransport transport = WatchfulTransport.best(settings.limits().headerTimeout());
    Vertx vertx = Vertx.builder().with(options(settings)).withTransport(transport).build();
    List<RelayLoop> loops = new ArrayList<>();
    AtomicInteger underWay = new AtomicInteger();
    try {
      for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
        RelayLoop loop = new RelayLoop(settings, underWay);
        await(vertx.deployVerticle(loop), START_LIMIT);
        loops.add(loop);
      }
      await(firstHandshakes(vertx, settings, loops.getFirst().ports()), START_LIMIT);
    } catch (ExecutionException | TimeoutException e) {
      close(vertx);
      throw new RelayStartException(why(e), e);
    }
    return new Relay(
        vertx, transport, loops, addresses(settings, loops.getFirst().ports()), underWay);
  }

  /** Loads what every relay needs, whatever its settings: native libraries for sockets. */
  public static void prepare() {
    WatchfulTransport.best(Duration.ZERO);
  }

  private static Future<?> firstHandshakes(
      Vertx vertx, RelaySettings settings, List<Integer> ports) {
    List<Future<?>> all = new ArrayList<>();
    List<InetSocketAddress> addresses = addresses(settings, ports);
    for (int i = 0; i < addresses.size(); i++) {
      if (settings.listeners().get(i).tls() != null) {
        all.add(FirstHandshake.with(vertx, addresses.get(i)));
      }
    }
    return Future.join(all);
  }

  private static String why(Exception failure) {
    return failure.getCause() instanceof RelayLoop.ListenException unheard
        ? String.valueOf(unheard.getMessage())
        : "the relay did not start within " + START_LIMIT.toSeconds() + " s";
  }

  private static List<InetSocketAddress> addresses(RelaySettings settings, List<Integer> ports) {
    List<InetSocketAddress> addresses = new ArrayList<>();
    for (int i = 0; i < ports.size(); i++) {
      addresses.add(
          InetSocketAddress.createUnresolved(settings.listeners().get(i).host(), ports.get(i)));
    }
    return addresses;
  }

  /** Where it listens, in the order of its listeners. */
  public List<InetSocketAddress> addresses() {
    return addresses;
  }

  /** How many requests are under way, over all listeners. */
  public int requestsUnderWay() {
    return underWay.get();
  }

  /**
   * Stops accepting, lets what is under way finish for at most this long, then ends what is left.
   */
  public void shutdown(Duration grace) {
    long end = System.nanoTime() + grace.toNanos();
    transport.stopAccepting();
    try {
      await(Future.join(loops.stream().map(loop -> loop.shutdown(grace)).toList()), grace);
    } catch (ExecutionException | TimeoutException e) {
      // What has not finished by now is ended with the rest.
    }
    transport.awaitFarewells(Duration.ofNanos(end - System.nanoTime()));
    close();
  }

  /** Ends everything at once. */
  @Override
  public void close() {
    transport.hangUp();
    close(vertx);
  }

  private static void close(Vertx vertx) {
    try {
      await(vertx.close(), START_LIMIT);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the relay could not be stopped", e);
    }
  }

  private static VertxOptions options(RelaySettings settings) {
    return new VertxOptions()
        .setAddressResolverOptions(settings.upstream().names().resolver())
        .setEventLoopPoolSize(Runtime.getRuntime().availableProcessors())
        .setFileSystemOptions(
            new FileSystemOptions()
                .setClassPathResolvingEnabled(false)
                .setFileCachingEnabled(false));
  }

  private static <T> T await(Future<T> future, Duration limit)
      throws ExecutionException, TimeoutException {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ExecutionException("interrupted", e);
    }
  }
}
