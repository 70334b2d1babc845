package dev.keyway.relay;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How providers are called.
 *
 * @param connectionsPerProvider most connections to one provider's host from one event loop; the
 *     library's default of 5 is far too small for answers that take seconds
 * @param connectTimeout until a connection stands; the attempt's own time-out may be shorter
 * @param keepAlive how long an idle connection is kept; shorter than providers keep theirs, so that
 *     it is not closed under a request
 * @param connectionLifetime how old a connection may become before it takes no more requests, give
 *     or take a tenth
 * @param staleWithin how soon after a request went out a kept connection must be lost to have been
 *     closed before it came: that shows within a round trip
 * @param proxy the proxy that requests go out by, or null: none
 * @param names how hosts' names are resolved
 * @param heldErrorBytes how much of an error's body is read before it is judged
 * @param heldAnswerBytes how much of a whole answer is held back; a longer one is committed
 * @param heldStreamBytes how much of a stream without content is held back
 */
public record UpstreamSettings(
    int connectionsPerProvider,
    Duration connectTimeout,
    Duration keepAlive,
    Duration connectionLifetime,
    Duration staleWithin,
    @Nullable EgressProxy proxy,
    NameSettings names,
    int heldErrorBytes,
    int heldAnswerBytes,
    int heldStreamBytes) {

  /** What holds without configuration. */
  public static final UpstreamSettings DEFAULTS =
      new UpstreamSettings(
          1024,
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofMinutes(10),
          Duration.ofSeconds(5),
          null,
          NameSettings.DEFAULTS,
          64 << 10,
          8 << 20,
          1 << 20);
}
