package dev.keyway.testkit.kong;

import java.time.Duration;

/**
 * How a Kong is set up. The times are those of Kong's code, which tests shorten.
 *
 * @param workers processes, each with connections, instances and numbers of its own
 * @param workerConnections the most connections a worker has to plugin servers; nginx's {@code
 *     worker_connections} leaves it some hundreds fewer
 * @param pool the most idle connections a worker keeps
 * @param readTimeout how long it waits for a frame
 * @param claimStep how long a request sleeps before it looks again whether another one has started
 *     the instance
 * @param startCommand whether Kong is told to start the server; which server that is tells nothing
 */
public record PeerSettings(
    int workers,
    int workerConnections,
    int pool,
    Duration readTimeout,
    Duration claimStep,
    boolean startCommand) {

  /** Two workers, with Kong's defaults, and a server that Kong doesn't start. */
  public static final PeerSettings DEFAULT =
      new PeerSettings(2, 4096, 256, Duration.ofSeconds(60), Duration.ofMillis(100), false);

  public PeerSettings withWorkers(int count) {
    return new PeerSettings(count, workerConnections, pool, readTimeout, claimStep, startCommand);
  }

  public PeerSettings withWorkerConnections(int count) {
    return new PeerSettings(workers, count, pool, readTimeout, claimStep, startCommand);
  }

  public PeerSettings withReadTimeout(Duration timeout) {
    return new PeerSettings(workers, workerConnections, pool, timeout, claimStep, startCommand);
  }

  public PeerSettings withClaimStep(Duration step) {
    return new PeerSettings(workers, workerConnections, pool, readTimeout, step, startCommand);
  }

  /** Kong starts something, as 3.4 needs it. */
  public PeerSettings withStartCommand() {
    return new PeerSettings(workers, workerConnections, pool, readTimeout, claimStep, true);
  }
}
