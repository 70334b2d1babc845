package dev.keyway.testkit.kong;

import dev.keyway.testkit.openresty.LuaError;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The instances that one worker knows of, by the plugin's id. The first request that needs one
 * claims its place and starts it; others sleep and look again.
 */
final class Instances {

  private static final int MOST_WAITS = 100;

  private final KongVersion version;
  private final Duration claimStep;
  private final Map<String, Instance> running = new HashMap<>();
  private final ReentrantLock lock = new ReentrantLock();

  Instances(KongVersion version, Duration claimStep) {
    this.version = version;
    this.claimStep = claimStep;
  }

  /** A place in the table; without an id somebody is about to start it. */
  private static final class Instance {
    private @Nullable Integer id;
    private long number;
    private boolean known;
  }

  /** What a request finds. */
  private sealed interface Place {

    /** There is one for its configuration. */
    record Ready(int id) implements Place {}

    /** It has to start one; the old one, if any, is closed afterwards. */
    record Mine(Instance instance, @Nullable Integer old) implements Place {}

    /** Somebody else is about to start it. */
    record Taken() implements Place {}
  }

  /** Starts and closes instances at the server. */
  interface Server {

    int start(Configured configured) throws CallFailed;

    void close(int instance) throws CallFailed;
  }

  /** The instance for a configuration, started if need be. */
  int idFor(Configured configured, Server server) throws CallFailed {
    for (int waits = 0; ; waits++) {
      switch (look(configured)) {
        case Place.Ready(int id) -> {
          return id;
        }
        case Place.Mine mine -> {
          return start(configured, mine, server);
        }
        case Place.Taken taken -> sleep(configured, waits);
      }
    }
  }

  private Place look(Configured configured) {
    lock.lock();
    try {
      Instance found = running.get(configured.plugin().id());
      if (found == null) {
        Instance claimed = new Instance();
        running.put(configured.plugin().id(), claimed);
        return new Place.Mine(claimed, null);
      }
      Integer id = found.id;
      if (id == null) {
        return new Place.Taken();
      }
      if (found.number == configured.number() || !version.followsChanges()) {
        return new Place.Ready(id);
      }
      found.id = null;
      return new Place.Mine(found, id);
    } finally {
      lock.unlock();
    }
  }

  private void sleep(Configured configured, int waits) throws CallFailed {
    if (waits > MOST_WAITS) {
      if (version.dropsDeadClaims()) {
        forget(configured);
      }
      throw new CallFailed(
          "Could not claim instance_id for %s (key: %s)"
              .formatted(configured.plugin().name(), configured.plugin().id()));
    }
    LockSupport.parkNanos(claimStep.toNanos());
  }

  /** What Lua raises leaves the claim where it is. */
  private int start(Configured configured, Place.Mine mine, Server server) {
    int id;
    try {
      id = server.start(configured);
    } catch (CallFailed e) {
      forget(configured);
      throw new LuaError(String.valueOf(e.getMessage()));
    }
    lock.lock();
    try {
      mine.instance.id = id;
      mine.instance.number = configured.number();
      mine.instance.known = true;
    } finally {
      lock.unlock();
    }
    if (mine.old != null) {
      close(mine.old, server);
    }
    return id;
  }

  private static void close(int instance, Server server) {
    try {
      server.close(instance);
    } catch (CallFailed e) {
      // Kong doesn't care either.
    }
  }

  /** Forgets the instance of one plugin. */
  void forget(Configured configured) {
    lock.lock();
    try {
      running.remove(configured.plugin().id());
    } finally {
      lock.unlock();
    }
  }

  /** Forgets all but those that are being started for the first time. */
  void forgetAll() {
    lock.lock();
    try {
      running.values().removeIf(instance -> instance.known);
    } finally {
      lock.unlock();
    }
  }
}
