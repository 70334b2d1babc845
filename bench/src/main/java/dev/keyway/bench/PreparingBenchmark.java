package dev.keyway.bench;

import dev.keyway.access.Caller;
import dev.keyway.access.ClientCredential;
import dev.keyway.facts.RequestFacts;
import dev.keyway.policy.AiGateway;
import dev.keyway.provider.AttemptPreparer;
import dev.keyway.provider.Preparation;
import dev.keyway.provider.ProviderUrls;
import dev.keyway.request.AiRequest;
import dev.keyway.route.Candidate;
import dev.keyway.route.Router;
import dev.keyway.route.Routing;
import dev.keyway.secret.Secret;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Making an attempt: URL, headers, credential, body. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PreparingBenchmark {

  private final Scene scene = new Scene(2, "");
  private final AiGateway gateway = scene.gateway();
  private final AttemptPreparer preparer = new AttemptPreparer(ProviderUrls.NONE, scene.random());
  private final Secret key = Objects.requireNonNull(scene.keys().getFirst().secret().current());
  private final RequestFacts named = scene.facts(Chats.ofBytes(1000));
  private final RequestFacts any = scene.facts(Chats.forAnyModel());
  private final Candidate candidate = candidate(named.ai());

  private Candidate candidate(AiRequest ai) {
    return switch (Router.route(
        gateway, Caller.unknown(null), ai, style -> new ClientCredential.None())) {
      case Routing.Found found -> found.candidates().getFirst();
      case Routing.Nothing nothing -> throw new IllegalStateException(nothing.toString());
    };
  }

  /** The body goes on as it came. */
  @Benchmark
  public Preparation unchanged() {
    return preparer.prepare(named, candidate, key, gateway);
  }

  /** Another model's name takes the place of the one in the body. */
  @Benchmark
  public Preparation spliced() {
    return preparer.prepare(any, candidate, key, gateway);
  }
}
