package dev.keyway.bench;

import dev.keyway.http.Headers;
import dev.keyway.request.ClientBody;
import dev.keyway.request.RequestReader;
import dev.keyway.request.RequestReading;
import dev.keyway.request.Surface;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Reading a request: its model, its fallbacks, whether it streams, with their offsets. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ReadingBenchmark {

  private static final Headers JSON = Headers.of("content-type", "application/json");

  /** About this many bytes. */
  @Param({"1000", "100000"})
  private int bytes;

  private ClientBody body = ClientBody.whole(new byte[0]);

  /** Makes the body. */
  @Setup
  public void prepare() {
    body = ClientBody.whole(Chats.ofBytes(bytes));
  }

  /** A chat request as client libraries send it. */
  @Benchmark
  public RequestReading chat() {
    return RequestReader.read(Surface.CHAT_COMPLETIONS, JSON, body);
  }
}
