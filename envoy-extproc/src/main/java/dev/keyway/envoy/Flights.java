package dev.keyway.envoy;

import dev.keyway.record.DecisionRecord.Ending;
import dev.keyway.stream.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The requests of the native form that are under way, by their ids. */
final class Flights {

  /**
   * How long who watches usage may take to come for an answer whose head has gone out. It comes
   * with that answer's body, or never: where the client left in between, say. Then it is recorded
   * without.
   */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  /**
   * One whose answer goes out.
   *
   * @param eventStream whether that answer is a stream of events
   * @param since when its head went out
   */
  record Passing(Flight flight, boolean eventStream, Instant since) {}

  private final Map<String, Flight> underWay = new ConcurrentHashMap<>();
  private final Map<String, Passing> passing = new ConcurrentHashMap<>();

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
  void watched(Passing one) {
    passing.put(one.flight().id(), one);
  }

  /** The watched request of this id, for its one watcher; else null. */
  @Nullable Passing watching(String id) {
    return passing.remove(id);
  }

  /** Settles those for whose answers nobody came in time: to be called now and then. */
  void settleUnwatched(Instant now) {
    Instant latest = now.minus(LONGEST_WAIT);
    passing.forEach((id, each) -> {
      if (each.since().isBefore(latest)) {
        settle(id);
      }
    });
  }

  /** Nobody watches any more: what is being passed on is settled without its usage. */
  void close() {
    passing.keySet().forEach(this::settle);
  }

  private void settle(String id) {
    Passing unwatched = passing.remove(id);
    if (unwatched != null) {
      unwatched.flight().finished(Usage.UNKNOWN, Ending.COMPLETE);
    }
  }
}
