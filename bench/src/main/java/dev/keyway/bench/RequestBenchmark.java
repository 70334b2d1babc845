package dev.keyway.bench;

import dev.keyway.Exchange;
import dev.keyway.Keyway;
import dev.keyway.Move;
import dev.keyway.Opening;
import dev.keyway.Visit;
import dev.keyway.classify.Outcome;
import dev.keyway.record.DecisionRecord;
import dev.keyway.request.ClientBody;
import dev.keyway.request.Surface;
import dev.keyway.stream.BodyUsage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** All that plugin-core does for one request, from its head to its record. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RequestBenchmark {

  private final Scene scene = new Scene(2, "");
  private final Keyway keyway = scene.keyway(record -> last = record);
  private final Outcome.Answered served = Scene.served();
  private final Outcome.Answered rateLimited = Scene.rateLimited();
  private @Nullable DecisionRecord last;

  /** About this many bytes. */
  @Param({"1000", "100000"})
  private int bytes;

  private ClientBody body = ClientBody.whole(new byte[0]);

  /** Makes the body. */
  @Setup
  public void prepare() {
    body = ClientBody.whole(Chats.ofBytes(bytes));
  }

  /** The first key answers. */
  @Benchmark
  public @Nullable DecisionRecord served() {
    Exchange exchange = begin();
    exchange.first();
    return settled(exchange, exchange.next(served));
  }

  /** The first key is limited, and the second answers; the next request comes when it is not. */
  @Benchmark
  public @Nullable DecisionRecord failedOver() {
    scene.pass(2000);
    Exchange exchange = begin();
    exchange.first();
    exchange.next(rateLimited);
    return settled(exchange, exchange.next(served));
  }

  private Exchange begin() {
    Visit visit = keyway.visit(scene.policy(), scene.arrival(), required -> null);
    visit.enter();
    return switch (visit.read(body)) {
      case Opening.Open open -> open.exchange();
      case Opening other -> throw new IllegalStateException(other.toString());
    };
  }

  private @Nullable DecisionRecord settled(Exchange exchange, Move move) {
    if (!(move instanceof Move.Pass)) {
      throw new IllegalStateException(move.toString());
    }
    exchange.finished(
        BodyUsage.read(Surface.CHAT_COMPLETIONS, served.body()), DecisionRecord.Ending.COMPLETE);
    return last;
  }
}
