package dev.keyway.health;

import dev.keyway.policy.FailoverSettings;
import java.time.Instant;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Leaves a provider alone for a while when too many of its last answers were failures.
 *
 * <p>What was under way when it opened tells nothing new: neither may a late success close it, nor
 * a late time-out keep it open for twice as long. Once it has opened, only probes speak.
 */
final class Breaker {

  private record Result(Instant at, boolean failed) {}

  private final ArrayDeque<Result> recent = new ArrayDeque<>();
  private final Backoff open = new Backoff();
  private @Nullable Instant probeSince;

  /** Asks to send one request now. */
  synchronized ProviderStanding ask(FailoverSettings.Breaker settings, Instant now) {
    if (!open.everSet()) {
      return new ProviderStanding.Available();
    }
    Instant until = open.until(now);
    if (until != null) {
      return new ProviderStanding.LeftAlone(until);
    }
    // A probe whose carrier never reported back must not keep the provider shut for good.
    if (probeSince != null && now.isBefore(probeSince.plus(settings.longestOpen()))) {
      return new ProviderStanding.LeftAlone(now.plus(settings.open()));
    }
    probeSince = now;
    return new ProviderStanding.Probing();
  }

  synchronized void succeeded(FailoverSettings.Breaker settings, Instant startedAt, Instant now) {
    if (open.outdated(startedAt)) {
      return;
    }
    if (open.everSet()) {
      probeSince = null;
      open.forget();
      recent.clear();
    }
    add(new Result(now, false), settings);
  }

  /**
   * Counts a failure; gives the instant until which the provider is left alone when that opened it,
   * else null.
   */
  synchronized @Nullable Instant failed(
      FailoverSettings.Breaker settings, Instant startedAt, Instant now) {
    if (open.outdated(startedAt)) {
      return null;
    }
    add(new Result(now, true), settings);
    if (!open.everSet() && failures(settings, now) < settings.failures()) {
      return null;
    }
    probeSince = null;
    return open.extend(null, settings.open(), settings.longestOpen(), now);
  }

  /**
   * An attempt ended without telling anything of the provider; if it was the probe, another may.
   */
  synchronized void abandoned(Instant startedAt) {
    if (!open.outdated(startedAt)) {
      probeSince = null;
    }
  }

  /**
   * Until when it lets nobody through; now when the next one is let through to find out; or null.
   */
  synchronized @Nullable Instant leftAloneUntil(Instant now) {
    Instant until = open.until(now);
    return until == null && open.everSet() ? now : until;
  }

  /** Makes it as somebody says it was. */
  synchronized void leaveAlone(Instant until, FailoverSettings.Breaker settings, Instant now) {
    open.extend(until, settings.open(), settings.longestOpen(), now);
  }

  private void add(Result result, FailoverSettings.Breaker settings) {
    recent.addLast(result);
    while (recent.size() > settings.ofLast()) {
      recent.removeFirst();
    }
  }

  private long failures(FailoverSettings.Breaker settings, Instant now) {
    Instant oldest = now.minus(settings.within());
    return recent.stream().filter(r -> r.failed() && !r.at().isBefore(oldest)).count();
  }
}
