package dev.keyway.bench.simulation;

import java.time.Duration;

/** What may be wrong at a provider, or with the requests of one account, as time goes on. */
sealed interface Trouble {

  /** Which share of requests fails, 0.0 to 1.0. */
  double failing(Duration elapsed);

  /** How much longer than usual an answer takes to begin: 1.0 is as usual. */
  double slowness(Duration elapsed);

  /** All is well. */
  record None() implements Trouble {
    @Override
    public double failing(Duration elapsed) {
      return 0;
    }

    @Override
    public double slowness(Duration elapsed) {
      return 1;
    }
  }

  /** This share fails, all the time. */
  record Flaky(double share) implements Trouble {
    @Override
    public double failing(Duration elapsed) {
      return share;
    }

    @Override
    public double slowness(Duration elapsed) {
      return 1;
    }
  }

  /** Nothing is served from one time to another. */
  record Outage(Duration from, Duration until) implements Trouble {
    @Override
    public double failing(Duration elapsed) {
      return elapsed.compareTo(from) >= 0 && elapsed.compareTo(until) < 0 ? 1 : 0;
    }

    @Override
    public double slowness(Duration elapsed) {
      return 1;
    }
  }

  /**
   * An outage after which fewer and fewer requests fail, and those that are served are slow.
   *
   * @param well from when on all is as usual
   */
  record SlowRecovery(Outage outage, Duration well) implements Trouble {

    private static final double SLOWEST = 4;

    @Override
    public double failing(Duration elapsed) {
      return Math.max(outage.failing(elapsed), sick(elapsed));
    }

    @Override
    public double slowness(Duration elapsed) {
      return 1 + (SLOWEST - 1) * sick(elapsed);
    }

    /** 1.0 when the outage ends, 0.0 when all is well. */
    private double sick(Duration elapsed) {
      if (elapsed.compareTo(outage.until()) < 0 || elapsed.compareTo(well) >= 0) {
        return 0;
      }
      return (double) well.minus(elapsed).toMillis() / well.minus(outage.until()).toMillis();
    }
  }
}
