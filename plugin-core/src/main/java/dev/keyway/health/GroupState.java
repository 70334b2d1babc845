package dev.keyway.health;

import dev.keyway.policy.ApiKey;
import dev.keyway.policy.FailoverSettings;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether a quota group has run out of money. A key whose secret has changed since is let through,
 * and when it is served, so is the whole group again: it is one account.
 */
final class GroupState {

  private static final int MOST_KEYS = 1000;

  private final Backoff closed = new Backoff();
  private volatile boolean open = true;

  /** The secrets' versions as they were when the money ran out, by the keys' identities. */
  private final Map<String, Integer> versions =
      new LinkedHashMap<>(2) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
          return size() > MOST_KEYS;
        }
      };

  synchronized Instant close(
      ApiKey key, int version, @Nullable Instant hint, FailoverSettings settings, Instant now) {
    versions.put(key.identity(), version);
    open = false;
    return closed.extend(hint, settings.outOfMoneyFirst(), settings.outOfMoneyLongest(), now);
  }

  synchronized @Nullable Instant closedUntil(ApiKey key, int version, Instant now) {
    Instant until = closed.until(now);
    Integer seen = versions.get(key.identity());
    if (seen != null && seen == version) {
      return until;
    }
    if (until != null && seen != null) {
      return null;
    }
    versions.put(key.identity(), version);
    return until;
  }

  /** A key whose secret has changed since the money ran out, whatever it was then. */
  synchronized void letThrough(ApiKey key, int version) {
    versions.put(key.identity(), version - 1);
  }

  /** An attempt that began then was served. */
  synchronized void succeeded(Instant startedAt) {
    if (!closed.outdated(startedAt)) {
      reopen();
    }
  }

  synchronized void reopen() {
    closed.forget();
    open = true;
  }

  /** Whether it has money for all that is known: no key of it is shut out. */
  boolean isOpen() {
    return open;
  }

  synchronized boolean takesTurn(int sharedTurns) {
    return closed.takesTurn(sharedTurns);
  }
}
