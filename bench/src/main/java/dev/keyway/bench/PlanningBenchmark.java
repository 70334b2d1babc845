package dev.keyway.bench;

import dev.keyway.access.Caller;
import dev.keyway.access.ClientCredential;
import dev.keyway.request.AiRequest;
import dev.keyway.route.Router;
import dev.keyway.route.Routing;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From names to candidates. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PlanningBenchmark {

  private final Scene scene = new Scene(2, "");
  private final AiRequest named = Scene.ai(Chats.ofBytes(1000));
  private final AiRequest any = Scene.ai(Chats.forAnyModel());
  private final Caller caller = Caller.unknown(null);

  /** The client names a model that one provider has. */
  @Benchmark
  public Routing named() {
    return Router.route(scene.gateway(), caller, named, style -> new ClientCredential.None());
  }

  /** It leaves the model to the policy: all of a provider's are candidates. */
  @Benchmark
  public Routing any() {
    return Router.route(scene.gateway(), caller, any, style -> new ClientCredential.None());
  }
}
