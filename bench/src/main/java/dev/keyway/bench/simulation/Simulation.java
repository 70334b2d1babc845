package dev.keyway.bench.simulation;

/**
 * Lets a strategy serve a scenario's requests. The objects are those of the daemon: a policy read
 * from YAML, a {@link dev.keyway.Keyway}, its exchanges; only what lies behind the wire is played.
 */
final class Simulation {

  /** Of the requests; another one moves the figures by about one percent. */
  private static final long SEED = 1;

  private Simulation() {}

  /** What the strategy came to. */
  static Figures run(Scenario scenario, Strategy strategy) {
    World world = new World(scenario, strategy, SEED);
    Score score = new Score();
    for (Demand demand : scenario.load().demands(SEED)) {
      score.asked(demand);
      world.timeline().after(demand.arrival(), () -> new Delivery(world, demand, score).begin());
    }
    world.timeline().run();
    score.check();
    return Figures.of(score, scenario, world);
  }
}
