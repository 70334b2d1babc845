package dev.keyway.health;

import dev.keyway.policy.FailoverSettings;
import java.time.Instant;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Leaves a provider alone for a while when too many of its last answers were failures. */
final class Breaker {

  private record Result(Instant at, boolean failed) {}

  private final ArrayDeque<Result> recent = new ArrayDeque<>();
  private final Backoff backoff = new Backoff();
  private @Nullable Instant probeSince;

  /** Asks to send one request now. */
  synchronized Admission ask(FailoverSettings.Breaker settings, Instant now) {
    if (!backoff.everSet()) {
      return new Admission.Open();
    }
    Instant until = backoff.until(now);
    if (until != null) {
      return new Admission.Closed(until);
    }
    // A probe whose carrier never reported back must not keep the provider shut for good.
    if (probeSince != null && now.isBefore(probeSince.plus(settings.longestOpen()))) {
      return new Admission.Closed(now.plus(settings.open()));
    }
    probeSince = now;
    return new Admission.Probe();
  }

  synchronized void succeeded(FailoverSettings.Breaker settings, Instant now) {
    probeSince = null;
    if (backoff.everSet()) {
      backoff.forget();
      recent.clear();
    }
    add(new Result(now, false), settings);
  }

  /**
   * Counts a failure; gives the instant until which the provider is left alone when that opened it,
   * else null.
   */
  synchronized @Nullable Instant failed(FailoverSettings.Breaker settings, Instant now) {
    probeSince = null;
    add(new Result(now, true), settings);
    if (backoff.active(now)) {
      return null;
    }
    if (!backoff.everSet() && failures(settings, now) < settings.failures()) {
      return null;
    }
    return backoff.extend(null, settings.open(), settings.longestOpen(), now);
  }

  /** The probe ended without telling anything of the provider. */
  synchronized void probeAbandoned() {
    probeSince = null;
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

  /** Whether a provider may be called. */
  sealed interface Admission {
    record Open() implements Admission {}

    record Probe() implements Admission {}

    record Closed(Instant until) implements Admission {}
  }
}
