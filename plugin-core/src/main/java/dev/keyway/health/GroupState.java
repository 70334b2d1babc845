package dev.keyway.health;

import dev.keyway.policy.ApiKey;
import dev.keyway.policy.FailoverSettings;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether a quota group has run out of money. A key whose secret has changed since is let through:
 * it may be another account.
 */
final class GroupState {

  private final Backoff closed = new Backoff();
  private final Map<String, Integer> versionsWhenClosed = new HashMap<>();

  synchronized Instant close(
      ApiKey key, @Nullable Instant hint, FailoverSettings settings, Instant now) {
    versionsWhenClosed.put(key.identity(), key.secret().version());
    return closed.extend(hint, settings.outOfMoneyFirst(), settings.outOfMoneyLongest(), now);
  }

  synchronized @Nullable Instant closedUntil(ApiKey key, Instant now) {
    Instant until = closed.until(now);
    if (until == null) {
      return null;
    }
    Integer seen = versionsWhenClosed.putIfAbsent(key.identity(), key.secret().version());
    return seen == null || seen == key.secret().version() ? until : null;
  }

  synchronized void open() {
    closed.forget();
    versionsWhenClosed.clear();
  }
}
