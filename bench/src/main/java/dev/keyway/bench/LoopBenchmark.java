package dev.keyway.bench;

import dev.keyway.access.Caller;
import dev.keyway.access.ClientCredential;
import dev.keyway.classify.Classifier;
import dev.keyway.classify.Outcome;
import dev.keyway.facts.RequestFacts;
import dev.keyway.failover.AttemptSequence;
import dev.keyway.failover.Step;
import dev.keyway.policy.FailoverSettings;
import dev.keyway.route.Candidate;
import dev.keyway.route.Router;
import dev.keyway.route.Routing;
import dev.keyway.select.KeySelection;
import dev.keyway.select.Rankings;
import dev.keyway.stream.Usage;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The attempt loop of a request: keys in order, outcomes classified, health kept. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LoopBenchmark {

  private final Rankings rankings = new Rankings();
  private final Scene scene = new Scene(2, "");
  private final RequestFacts facts = scene.facts(Chats.ofBytes(1000));
  private final Outcome served = Scene.served();
  private final Outcome rateLimited = Scene.rateLimited();
  private List<Candidate> candidates = List.of();

  /** Finds the candidates. */
  @Setup
  public void prepare() {
    candidates =
        switch (Router.route(
            scene.gateway(),
            Caller.unknown(null),
            facts.ai(),
            style -> new ClientCredential.None())) {
          case Routing.Found found -> found.candidates();
          case Routing.Nothing nothing -> throw new IllegalStateException(nothing.toString());
        };
  }

  /** The first key answers. */
  @Benchmark
  public Step served() {
    AttemptSequence sequence = begin();
    sequence.first();
    return settled(sequence);
  }

  /** The first key is limited, and the second answers; the next request comes when it is not. */
  @Benchmark
  public Step failedOver() {
    scene.pass(2000);
    AttemptSequence sequence = begin();
    sequence.first();
    sequence.next(rateLimited, scene.instant());
    return settled(sequence);
  }

  private AttemptSequence begin() {
    FailoverSettings failover = scene.gateway().failover();
    return new AttemptSequence(
        scene.gateway(),
        facts,
        candidates,
        scene.health(),
        new KeySelection(scene.gateway(), scene.health(), scene.random(), rankings),
        new Classifier(failover.classify(), failover.anyError(), failover.longestHint()),
        scene.instant());
  }

  private Step settled(AttemptSequence sequence) {
    Step step = sequence.next(served, scene.instant());
    sequence.served(new Usage(219L, 90L), false, scene.instant());
    sequence.ended();
    return step;
  }
}
