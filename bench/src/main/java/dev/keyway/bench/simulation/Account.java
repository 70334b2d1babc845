package dev.keyway.bench.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a provider limits: one account, by however many keys it is asked. */
final class Account {

  /** How long a provider keeps a prompt it has seen; OpenAI and Anthropic say five minutes. */
  private static final Duration CACHED = Duration.ofMinutes(5);

  private final String name;
  private final List<Limit> limits;
  private final Trouble trouble;
  private final @Nullable Duration moneyLasts;
  private final Map<Integer, Instant> cachedUntil = new HashMap<>();

  /**
   * @param trouble what its requests meet that those of other accounts don't
   * @param moneyLasts when its money runs out, or null: never
   */
  Account(String name, List<Limit> limits, Trouble trouble, @Nullable Duration moneyLasts) {
    this.name = name;
    this.limits = List.copyOf(limits);
    this.trouble = trouble;
    this.moneyLasts = moneyLasts;
  }

  Account(String name, List<Limit> limits) {
    this(name, limits, new Trouble.None(), null);
  }

  String name() {
    return name;
  }

  List<Limit> limits() {
    return limits;
  }

  Trouble trouble() {
    return trouble;
  }

  boolean outOfMoney(Duration elapsed) {
    return moneyLasts != null && elapsed.compareTo(moneyLasts) >= 0;
  }

  /** The limit that this request would break, which takes longest to have room for it; or null. */
  @Nullable Limit exceededBy(Demand demand, Instant now) {
    Limit worst = null;
    Instant latest = now;
    for (Limit limit : limits) {
      Instant room = limit.window().roomFor(limit.unit().of(demand), now);
      if (room.isAfter(latest)) {
        worst = limit;
        latest = room;
      }
    }
    return worst;
  }

  void take(Demand demand, Instant now) {
    limits.forEach(limit -> limit.window().take(limit.unit().of(demand), now));
  }

  /** Whether it has seen the conversation of late; from now on it has. */
  boolean remembers(Demand demand, Instant now) {
    Instant until = cachedUntil.put(demand.conversation(), now.plus(CACHED));
    return until != null && now.isBefore(until);
  }

  /**
   * How many tokens it lets pass in so long.
   *
   * @param load what its requests are on average
   */
  double offered(Duration length, Load load) {
    Duration lasts = moneyLasts != null && moneyLasts.compareTo(length) < 0 ? moneyLasts : length;
    Demand mean = new Demand(Duration.ZERO, 0, load.promptTokens(), load.outputTokens(), 1);
    double requests =
        limits.stream()
            .mapToDouble(limit -> limit.window().allowed(lasts) / limit.unit().of(mean))
            .min()
            .orElse(Double.MAX_VALUE);
    return requests * mean.tokens();
  }
}
