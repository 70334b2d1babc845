package dev.keyway.envoy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Scheduler;
import dev.keyway.record.DecisionRecord.Ending;
import dev.keyway.stream.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The requests of the native form that are under way, by their ids. */
final class Flights {

  /**
   * How long who watches usage may take to come for an answer whose head has gone out. It comes
   * with that head, or never: where the client left in between, say. Then it is recorded without.
   */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final Map<String, Flight> underWay = new ConcurrentHashMap<>();

  private final Cache<String, Flight> passing =
      Caffeine.newBuilder()
          .expireAfterWrite(LONGEST_WAIT)
          .scheduler(Scheduler.systemScheduler())
          .evictionListener(Flights::unwatched)
          .build();

  private static void unwatched(@Nullable String id, @Nullable Flight flight, RemovalCause cause) {
    if (flight != null) {
      flight.finished(Usage.UNKNOWN, Ending.COMPLETE);
    }
  }

  void begin(Flight flight) {
    underWay.put(flight.id(), flight);
  }

  /** The request that is being tried, or null. */
  @Nullable Flight find(String id) {
    return underWay.get(id);
  }

  /** No further try of it comes. */
  void decided(Flight flight) {
    underWay.remove(flight.id());
    flight.decided();
  }

  /** Its answer goes out, and somebody watches what it says of usage. */
  void watched(Flight flight) {
    passing.put(flight.id(), flight);
  }

  /** Nobody watches any more: what is being passed on is settled without its usage. */
  void close() {
    for (String id : List.copyOf(passing.asMap().keySet())) {
      Flight flight = watching(id);
      if (flight != null) {
        flight.finished(Usage.UNKNOWN, Ending.COMPLETE);
      }
    }
  }

  /** The watched request of this id, for its one watcher; else null. */
  @Nullable Flight watching(String id) {
    return passing.asMap().remove(id);
  }
}
