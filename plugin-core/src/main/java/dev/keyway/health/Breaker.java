package dev.keyway.health;

import dev.keyway.policy.FailoverSettings;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Leaves a provider alone for a while when too many of its last answers were failures.
 *
 * <p>What was under way when it opened tells nothing new: neither may a late success close it, nor
 * a late time-out keep it open for twice as long. Once it has opened, only probes speak.
 *
 * <p>Failures of one key, while another key is served, are that key's trouble and open nothing:
 * otherwise one project that is broken at the provider would take all the others with it.
 */
final class Breaker {

  /**
   * @param key whose attempt it was; empty where none of ours went along
   */
  private record Result(Instant at, boolean failed, String key) {}

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

  synchronized void succeeded(
      String key, FailoverSettings.Breaker settings, Instant startedAt, Instant now) {
    if (open.outdated(startedAt)) {
      return;
    }
    if (open.everSet()) {
      probeSince = null;
      open.forget();
      recent.clear();
    }
    add(new Result(now, false, key), settings);
  }

  /**
   * Counts a failure; gives the instant until which the provider is left alone when that opened it,
   * else null.
   */
  synchronized @Nullable Instant failed(
      String key, FailoverSettings.Breaker settings, Instant startedAt, Instant now) {
    if (open.outdated(startedAt)) {
      return null;
    }
    add(new Result(now, true, key), settings);
    if (!open.everSet() && !tooMany(settings, now)) {
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

  private boolean tooMany(FailoverSettings.Breaker settings, Instant now) {
    Instant oldest = now.minus(settings.within());
    List<Result> present = recent.stream().filter(each -> !each.at().isBefore(oldest)).toList();
    List<Result> failures = present.stream().filter(Result::failed).toList();
    return failures.size() >= settings.failures() && !areOneKeys(failures, present);
  }

  /** Whether these are all one key's, and another has been served meanwhile. */
  private static boolean areOneKeys(List<Result> failures, List<Result> present) {
    String key = failures.getFirst().key();
    return failures.stream().allMatch(each -> each.key().equals(key))
        && present.stream().anyMatch(each -> !each.failed() && !each.key().equals(key));
  }
}
