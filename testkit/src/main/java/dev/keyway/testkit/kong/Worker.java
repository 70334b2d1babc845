package dev.keyway.testkit.kong;

import dev.keyway.testkit.kong.Outcome.Answered;
import dev.keyway.testkit.kong.PluginsIterator.Plugins;
import dev.keyway.testkit.openresty.Chance;
import dev.keyway.testkit.openresty.ConnectionPool;
import dev.keyway.testkit.openresty.Cosocket;
import dev.keyway.testkit.openresty.LuaError;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One of Kong's processes. */
final class Worker implements AutoCloseable {

  /** Nginx's {@code lua_socket_keepalive_timeout}. */
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(60);

  private final KongPeer kong;
  private final ConnectionPool pool;
  private final Instances instances;
  private final Chance chance;
  private final AtomicInteger connections = new AtomicInteger();

  /** Two further than the number of calls so far: Kong adds one twice. */
  private final AtomicLong sequence = new AtomicLong(1);

  private final AtomicLong ownNumbers = new AtomicLong();
  private final AtomicBoolean resetPosted = new AtomicBoolean();
  private final ReentrantLock building = new ReentrantLock();
  private @Nullable PluginsIterator iterator;

  Worker(KongPeer kong, int number) {
    this.kong = kong;
    pool = new ConnectionPool(kong.settings().pool(), KEEP_ALIVE, InstantSource.system());
    instances = new Instances(kong.version(), kong.settings().claimStep());
    chance = new Chance(number);
  }

  /** The access phase of one plugin. */
  Outcome access(PluginEntity plugin, KongRequest request) {
    if (!kong.isReady()) {
      return new Outcome.Passed(false);
    }
    if (resetPosted.getAndSet(false)) {
      instances.forgetAll();
    }
    try (Event event = new Event(this, request)) {
      return handle(configured(plugin), event);
    } catch (LuaError e) {
      return Answered.failed();
    }
  }

  /** Asks until the server has said something else than that it is gone. */
  private Outcome handle(Configured configured, Event event) {
    while (true) {
      try {
        Answered exit = event.handle(instances.idFor(configured, event));
        return exit == null ? new Outcome.Passed(true) : exit;
      } catch (CallFailed e) {
        if (!e.asksAgain()) {
          return kong.version().failsOpen() ? new Outcome.Passed(false) : Answered.failed();
        }
        reset(configured);
      }
    }
  }

  private void reset(Configured configured) {
    if (kong.version().forgetsAllInstances()) {
      instances.forgetAll();
      kong.postReset();
    } else {
      instances.forget(configured);
    }
  }

  /**
   * Another worker, or this one, has found a connection closed. Kong's events are on their way for
   * some milliseconds; here they arrive before the next request.
   */
  void resetLater() {
    resetPosted.set(true);
  }

  private Configured configured(PluginEntity plugin) {
    Plugins plugins = kong.plugins();
    building.lock();
    try {
      if (iterator == null || !iterator.isOf(plugins)) {
        iterator = new PluginsIterator(plugins, kong.version(), this::nextNumber, chance);
      }
      Configured found = iterator.find(plugin.id());
      if (found == null) {
        throw new IllegalArgumentException("Kong has no plugin " + plugin.id());
      }
      return found;
    } finally {
      building.unlock();
    }
  }

  private long nextNumber() {
    return kong.version().numbersAcrossWorkers() ? kong.nextNumber() : ownNumbers.getAndIncrement();
  }

  long nextSequence() {
    return sequence.incrementAndGet();
  }

  Chance chance() {
    return chance;
  }

  /** An idle connection, or a new one. */
  PluginConnection connect() throws CallFailed {
    Cosocket idle = pool.take();
    if (idle != null) {
      return new PluginConnection(idle);
    }
    if (connections.incrementAndGet() > kong.settings().workerConnections()) {
      connections.decrementAndGet();
      throw new CallFailed("worker connections are not enough");
    }
    return new PluginConnection(kong.connect(connections::decrementAndGet));
  }

  void sweep() {
    pool.sweep();
  }

  void keep(PluginConnection connection) {
    pool.put(connection.socket());
  }

  @Override
  public void close() {
    pool.close();
  }
}
