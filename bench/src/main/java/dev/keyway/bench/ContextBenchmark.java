package dev.keyway.bench;

import dev.keyway.access.Caller;
import dev.keyway.access.ContextKeys;
import dev.keyway.access.ContextSigning;
import dev.keyway.access.ContextVerdict;
import dev.keyway.access.HostContext;
import dev.keyway.access.PolicyRef;
import dev.keyway.access.SignedContext;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The header by which an adapter tells the relay who calls. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ContextBenchmark {

  private static final Instant NOW = Instant.parse("2026-11-02T12:00:00Z");
  private static final Duration MAX_AGE = Duration.ofSeconds(30);

  private final ContextKeys keys = ContextKeys.random(new SecureRandom());
  private final HostContext context =
      new HostContext(
          new Caller(
              Caller.Voucher.HOST,
              "rita",
              "rita@example.com",
              List.of("search", "batch"),
              "credential-1",
              Map.of("sub", "rita", "tier", "gold"),
              "192.0.2.7",
              null,
              null),
          "route-1",
          "",
          new PolicyRef.Named("chat"),
          NOW);
  private final String token =
      switch (SignedContext.sign(context, keys)) {
        case ContextSigning.Signed(String signed) -> signed;
        case ContextSigning.TooLarge large -> throw new IllegalStateException(large.toString());
      };

  /** In the adapter. */
  @Benchmark
  public ContextSigning sign() {
    return SignedContext.sign(context, keys);
  }

  /** In the relay. */
  @Benchmark
  public ContextVerdict verify() {
    return SignedContext.verify(token, keys, NOW, MAX_AGE);
  }
}
