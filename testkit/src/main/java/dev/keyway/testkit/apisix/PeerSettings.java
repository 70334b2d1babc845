package dev.keyway.testkit.apisix;

import java.time.Duration;
import java.time.InstantSource;

/**
 * How an APISIX is set up. The times are those of APISIX's code, which tests shorten.
 *
 * @param workers processes, each with connections and tokens of its own
 * @param pool the most idle connections a worker keeps
 * @param keepAlive for how long it keeps one
 * @param timeout for each send and each receive; to connect to a Unix socket takes no time
 * @param lockWait for how long a request waits while another one has a configuration prepared
 * @param clock what tokens and idle connections grow old by
 */
public record PeerSettings(
    int workers,
    int pool,
    Duration keepAlive,
    Duration timeout,
    Duration lockWait,
    InstantSource clock) {

  /** Two workers, with what is written in APISIX's code. */
  public static final PeerSettings DEFAULT =
      new PeerSettings(
          2,
          32,
          Duration.ofMinutes(3),
          Duration.ofSeconds(60),
          Duration.ofSeconds(5),
          InstantSource.system());

  public PeerSettings withWorkers(int count) {
    return new PeerSettings(count, pool, keepAlive, timeout, lockWait, clock);
  }

  public PeerSettings withTimeout(Duration limit) {
    return new PeerSettings(workers, pool, keepAlive, limit, lockWait, clock);
  }

  public PeerSettings withLockWait(Duration limit) {
    return new PeerSettings(workers, pool, keepAlive, timeout, limit, clock);
  }

  public PeerSettings withClock(InstantSource source) {
    return new PeerSettings(workers, pool, keepAlive, timeout, lockWait, source);
  }
}
