package dev.keyway.bench;

import dev.keyway.Exchange;
import dev.keyway.Opening;
import dev.keyway.Visit;
import dev.keyway.health.Served;
import dev.keyway.health.Target;
import dev.keyway.http.ByteSlice;
import dev.keyway.policy.ApiKey;
import dev.keyway.record.DecisionRecord;
import dev.keyway.record.RecordLines;
import dev.keyway.request.ClientBody;
import dev.keyway.stream.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Settling a request: what is remembered of its key, and its record as JSON. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SettlingBenchmark {

  private final Scene scene = new Scene(2, "");
  private final ApiKey key = scene.keys().getFirst();
  private final Served served =
      new Served(Duration.ofMillis(700), null, Duration.ofMillis(1), 219L, 90L);
  private final List<DecisionRecord> records = new ArrayList<>();
  private final RecordLines lines = new RecordLines();

  /** Has a request served. */
  @Setup
  public void prepare() {
    Visit visit =
        scene.keyway(records::add).visit(scene.policy(), scene.arrival(), required -> null);
    visit.enter();
    if (visit.read(ClientBody.whole(Chats.ofBytes(1000))) instanceof Opening.Open(Exchange open)) {
      open.first();
      open.next(Scene.served());
      open.finished(new Usage(219L, 90L), DecisionRecord.Ending.COMPLETE);
    }
  }

  /** An attempt begins, succeeds and ends. */
  @Benchmark
  public Target health() {
    Target target = Target.of("https://api.openai.com/v1", key, "gpt-4o", scene.instant());
    scene.health().started(target);
    scene.health().succeeded(target, scene.gateway().failover(), scene.instant());
    scene.health().served(target, served, scene.instant());
    scene.health().ended(target);
    return target;
  }

  /** A record as one line. */
  @Benchmark
  public ByteSlice recordJson() {
    return lines.line(records.getFirst());
  }
}
