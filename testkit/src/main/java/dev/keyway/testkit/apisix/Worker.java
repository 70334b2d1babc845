package dev.keyway.testkit.apisix;

import dev.keyway.testkit.openresty.Chance;
import dev.keyway.testkit.openresty.ConnectionPool;
import dev.keyway.testkit.openresty.Cosocket;
import dev.keyway.testkit.openresty.LuaError;
import io.github.api7.A6.PrepareConf.Resp;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One of APISIX's processes. As in nginx one request runs at a time, until it waits for something.
 */
final class Worker implements AutoCloseable {

  private static final int TRIES = 3;
  private static final int IDS_BITS = 22;
  private static final int UNAVAILABLE = 503;
  private static final int BROKEN = 500;

  private final ApisixPeer apisix;
  private final int number;
  private final ConnectionPool pool;
  private final WorkerTokens tokens;
  private final Chance chance;
  private final ReentrantLock running = new ReentrantLock();
  private int calls;

  Worker(ApisixPeer apisix, int number) {
    this.apisix = apisix;
    this.number = number;
    PeerSettings settings = apisix.settings();
    pool = new ConnectionPool(settings.pool(), settings.keepAlive(), settings.clock());
    tokens = new WorkerTokens(settings.clock());
    chance = new Chance(number);
  }

  /** Something that the runner is asked over a connection of its own. */
  interface Rpc<T> {
    T over(RunnerConnection connection) throws CallFailed;
  }

  /** {@code communicate}. */
  Outcome ask(ExtPlugin plugin, Rpc<Outcome> rpc) {
    running.lock();
    try {
      for (int i = 0; i < TRIES; i++) {
        Outcome outcome = tried(plugin, rpc);
        if (outcome != null) {
          return outcome;
        }
        apisix.shared().flush();
        tokens.forgetAll();
      }
      return failed(plugin);
    } catch (LuaError e) {
      return NginxPage.of(BROKEN);
    } finally {
      running.unlock();
    }
  }

  /** Null when the token is not known there. */
  private @Nullable Outcome tried(ExtPlugin plugin, Rpc<Outcome> rpc) {
    try {
      return call(rpc);
    } catch (CallFailed e) {
      return e.isForgottenToken() ? null : failed(plugin);
    }
  }

  private static Outcome failed(ExtPlugin plugin) {
    return plugin.allowDegradation() ? Outcome.PASSED : NginxPage.of(UNAVAILABLE);
  }

  /** {@code rpc_call}. What fails, or raises, costs the connection. */
  private <T> T call(Rpc<T> rpc) throws CallFailed {
    Cosocket idle = pool.take();
    RunnerConnection connection =
        new RunnerConnection(idle == null ? apisix.connect() : idle, running);
    boolean good = false;
    try {
      T result = rpc.over(connection);
      pool.put(connection.socket());
      good = true;
      return result;
    } finally {
      if (!good) {
        connection.close();
      }
    }
  }

  /** The token of a configuration; who does not know it opens a further connection. */
  long token(ExtPlugin plugin, ConfContext context) throws CallFailed {
    String cacheKey = context.cacheKey(plugin.name());
    Long known = tokens.get(cacheKey, context.version());
    if (known != null) {
      return known;
    }
    String key = context.key(plugin.name());
    long token = this.<Long>call(connection -> shared(connection, plugin, key));
    tokens.put(cacheKey, context.version(), token);
    return token;
  }

  private long shared(RunnerConnection connection, ExtPlugin plugin, String key) throws CallFailed {
    Long known = apisix.shared().get(key);
    if (known != null) {
      return known;
    }
    lock();
    known = apisix.shared().get(key);
    long token = known == null ? prepared(connection, plugin, key) : known;
    apisix.prepareLock().unlock();
    return token;
  }

  private void lock() throws CallFailed {
    running.unlock();
    try {
      apisix.prepareLock().lock();
    } finally {
      running.lock();
    }
  }

  /** What raises here leaves the lock locked. */
  private long prepared(RunnerConnection connection, ExtPlugin plugin, String key)
      throws CallFailed {
    try {
      connection.send(Frame.PREPARE_CONF, Messages.configuration(key, plugin.conf()));
      Frame frame = connection.receive();
      if (frame.type() != Frame.PREPARE_CONF) {
        throw new CallFailed("unexpected type " + frame.type());
      }
      long token = Messages.read(() -> Resp.getRootAsResp(frame.message()).confToken());
      apisix.shared().put(key, token);
      return token;
    } catch (CallFailed e) {
      apisix.prepareLock().unlock();
      throw new CallFailed("failed to receive RPC_PREPARE_CONF: " + e.getMessage());
    }
  }

  long nextId() {
    long id = ((long) number << IDS_BITS) + calls;
    calls = (calls + 1) % (1 << IDS_BITS);
    return id;
  }

  Chance chance() {
    return chance;
  }

  ApisixVersion version() {
    return apisix.version();
  }

  void sweep() {
    pool.sweep();
  }

  @Override
  public void close() {
    pool.close();
  }
}
