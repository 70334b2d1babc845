package dev.keyway.policy;

import dev.keyway.document.Fields;
import dev.keyway.policy.FailoverSettings.Breaker;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads {@code failover}: what failures mean and how long they are remembered. */
final class FailoverReader {

  private static final FailoverSettings DEFAULTS = FailoverSettings.DEFAULTS;
  private static final int MOST_OUTCOMES = 1000;

  private final Reading reading;

  FailoverReader(Reading reading) {
    this.reading = reading;
  }

  FailoverSettings read(Fields config, KnownProviders providers) {
    Fields failover = config.object("failover");
    if (failover == null) {
      return DEFAULTS;
    }
    Cooldown cooldown = cooldown(failover.object("cooldown"));
    Span outOfMoney =
        span(
            failover.object("out_of_money"),
            new Span(DEFAULTS.outOfMoneyFirst(), DEFAULTS.outOfMoneyLongest()));
    FailoverSettings settings =
        new FailoverSettings(
            failover.choice("on", List.of("any_error"), name -> name) != null,
            reading.duration(failover, "stream_guard", DEFAULTS.streamGuard()),
            cooldown.span().first(),
            cooldown.span().longest(),
            cooldown.longestHint(),
            outOfMoney.first(),
            outOfMoney.longest(),
            breaker(failover.object("breaker")),
            whole(failover, "slow_start", 0, DEFAULTS.slowStartTurns()),
            new ClassifyReader(reading, providers).read(failover));
    failover.end();
    return settings;
  }

  private Cooldown cooldown(@Nullable Fields fields) {
    Span defaults = new Span(DEFAULTS.cooldownFirst(), DEFAULTS.cooldownLongest());
    if (fields == null) {
      return new Cooldown(defaults, DEFAULTS.longestHint());
    }
    Duration longestHint = reading.duration(fields, "longest_hint", DEFAULTS.longestHint());
    return new Cooldown(span(fields, defaults), longestHint);
  }

  /** {@code first} and {@code longest}; ends the fields. */
  private Span span(@Nullable Fields fields, Span defaults) {
    if (fields == null) {
      return defaults;
    }
    Duration first = reading.duration(fields, "first", defaults.first());
    Duration longest = reading.duration(fields, "longest", longer(first, defaults.longest()));
    if (first.compareTo(longest) > 0) {
      reading.error(fields.place("longest"), "shorter than first");
    }
    fields.end();
    return new Span(first, longest);
  }

  private Breaker breaker(@Nullable Fields fields) {
    Breaker defaults = DEFAULTS.breaker();
    if (fields == null) {
      return defaults;
    }
    int failures = whole(fields, "failures", 1, defaults.failures());
    int ofLast = whole(fields, "of_last", 1, Math.max(failures, defaults.ofLast()));
    if (failures > ofLast) {
      reading.error(fields.place("failures"), "more than of_last, so the breaker never opens");
    }
    Duration within = reading.duration(fields, "within", defaults.within());
    Duration open = reading.duration(fields, "open", defaults.open());
    Duration longest =
        reading.duration(fields, "longest_open", longer(open, defaults.longestOpen()));
    if (open.compareTo(longest) > 0) {
      reading.error(fields.place("longest_open"), "shorter than open");
    }
    fields.end();
    return new Breaker(failures, ofLast, within, open, longest);
  }

  private static int whole(Fields fields, String name, int least, int fallback) {
    return Objects.requireNonNullElse(
            fields.whole(name, least, MOST_OUTCOMES), Long.valueOf(fallback))
        .intValue();
  }

  /** Who sets only the start beyond the default end means a span without growth. */
  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private record Span(Duration first, Duration longest) {}

  private record Cooldown(Span span, Duration longestHint) {}
}
