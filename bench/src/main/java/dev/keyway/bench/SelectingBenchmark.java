package dev.keyway.bench;

import dev.keyway.facts.RequestFacts;
import dev.keyway.policy.ApiKey;
import dev.keyway.select.KeyOrder;
import dev.keyway.select.KeySelection;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Putting the keys of a provider in order, in a policy without strategies. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SelectingBenchmark {

  private final RequestFacts facts = new Scene(1, "").facts(Chats.ofBytes(1000));

  /** How many there are. */
  @Param({"2", "200"})
  private int keys;

  private Scene scene = new Scene(1, "");
  private List<ApiKey> listed = List.of();
  private KeySelection selection =
      new KeySelection(scene.gateway(), scene.health(), scene.random());

  /** Makes the policy. */
  @Setup
  public void prepare() {
    scene = new Scene(keys, "");
    listed = scene.keys();
    selection = new KeySelection(scene.gateway(), scene.health(), scene.random());
  }

  /** All of them are good. */
  @Benchmark
  public KeyOrder order() {
    Instant now = scene.instant();
    return selection.order(listed, "gpt-4o", key -> false, facts, now, now.plusSeconds(300));
  }
}
