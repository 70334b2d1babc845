package dev.keyway.testkit.kong;

import dev.keyway.testkit.kong.PluginsIterator.Plugins;
import dev.keyway.testkit.openresty.Cosocket;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * What Kong does on the wire with a plugin server that speaks {@code ProtoBuf:1}, line by line of
 * its releases:
 *
 * <ol>
 *   <li>A worker starts an instance for a configuration when a request needs it, and only then.
 *   <li>It sends the event, serves the functions that the server calls, and reads what the server
 *       returns.
 *   <li>When the connection is closed, it forgets its instances and begins again, without a limit.
 *   <li>When anything else goes wrong, the request fails, or passes unfiltered where the version
 *       has it so.
 * </ol>
 *
 * <p>Calls block; they may come from any number of threads.
 */
public final class KongPeer implements AutoCloseable {

  private static final int SWEEP_MILLIS = 20;

  private final KongVersion version;
  private final Path socket;
  private final PeerSettings settings;
  private final ScheduledExecutorService clock;
  private final List<Worker> workers;
  private final AtomicInteger turn = new AtomicInteger();
  private final AtomicLong numbers = new AtomicLong();
  private final AtomicLong generations = new AtomicLong();
  private final CountDownLatch ready;
  private volatile Plugins plugins = new Plugins(0, List.of());
  private volatile boolean over;

  private KongPeer(KongVersion version, Path socket, PeerSettings settings) {
    this.version = version;
    this.socket = socket;
    this.settings = settings;
    clock = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
    workers =
        IntStream.range(0, settings.workers()).mapToObj(each -> new Worker(this, each)).toList();
    ready = new CountDownLatch(version.waitsForReadiness() ? 1 : 0);
    ScheduledFuture<?> unused =
        clock.scheduleWithFixedDelay(
            () -> workers.forEach(Worker::sweep),
            SWEEP_MILLIS,
            SWEEP_MILLIS,
            TimeUnit.MILLISECONDS);
    if (version.waitsForReadiness() && settings.startCommand()) {
      clock.execute(this::lookForServer);
    }
  }

  /** Starts one; nothing is sent before the first request. */
  public static KongPeer start(KongVersion version, Path socket, PeerSettings settings) {
    return new KongPeer(version, socket, settings);
  }

  /** Puts these plugins in the place of the former. Workers notice at their next request. */
  public void configure(List<PluginEntity> entities) {
    plugins = new Plugins(generations.incrementAndGet(), entities);
  }

  /** The access phase of a plugin, in the worker whose turn it is. */
  public Outcome access(PluginEntity plugin, KongRequest request) {
    int next = Math.floorMod(turn.getAndIncrement(), workers.size());
    return access(next, plugin, request);
  }

  /** The access phase of a plugin, in the worker of this number, from 0. */
  public Outcome access(int worker, PluginEntity plugin, KongRequest request) {
    return workers.get(worker).access(plugin, request);
  }

  /**
   * Returns when the server has been seen, for the versions that wait for that.
   *
   * @throws IllegalStateException when it isn't there for longer than such a version waits
   */
  public void awaitReady() {
    try {
      if (!ready.await(20, TimeUnit.SECONDS)) {
        throw new IllegalStateException("Kong " + version + " has seen no server at " + socket);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a plugin server", e);
    }
  }

  boolean isReady() {
    return ready.getCount() == 0;
  }

  /** Connects once, to see whether it can. */
  private void lookForServer() {
    try {
      connect(() -> {}).close();
      ready.countDown();
    } catch (CallFailed e) {
      if (!over) {
        ScheduledFuture<?> unused =
            clock.schedule(
                this::lookForServer, settings.claimStep().toMillis(), TimeUnit.MILLISECONDS);
      }
    }
  }

  /**
   * A connection to the server.
   *
   * @param closed run once when it is closed, or could not be made
   */
  Cosocket connect(Runnable closed) throws CallFailed {
    try {
      return Cosocket.connect(socket, clock, settings.readTimeout(), closed);
    } catch (IOException e) {
      throw new CallFailed(String.valueOf(e.getMessage()));
    }
  }

  void postReset() {
    for (int i = 0; i < workers.size(); i++) {
      if (version.hearsOfResets(i)) {
        workers.get(i).resetLater();
      }
    }
  }

  long nextNumber() {
    return numbers.incrementAndGet();
  }

  KongVersion version() {
    return version;
  }

  PeerSettings settings() {
    return settings;
  }

  Plugins plugins() {
    return plugins;
  }

  /** Ends the workers: their idle connections are closed. */
  @Override
  public void close() {
    over = true;
    workers.forEach(Worker::close);
    clock.shutdownNow();
  }
}
