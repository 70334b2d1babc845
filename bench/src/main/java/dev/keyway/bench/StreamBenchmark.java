package dev.keyway.bench;

import dev.keyway.request.Surface;
import dev.keyway.stream.StreamWatch;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Watching a stream after its first content, for usage, errors and its end. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StreamBenchmark {

  /** How many events of about 300 bytes come at once. */
  @Param({"1", "16"})
  private int events;

  private final StreamWatch watch = StreamWatch.of(Surface.CHAT_COMPLETIONS);
  private byte[] read = new byte[0];

  /** Makes what is read at once. */
  @Setup
  public void prepare() {
    byte[] event = Chats.event();
    read = new byte[events * event.length];
    for (int at = 0; at < read.length; at += event.length) {
      System.arraycopy(event, 0, read, at, event.length);
    }
    watch.feed(read, 0, read.length);
  }

  /** What one read brought. */
  @Benchmark
  public StreamWatch.State feed() {
    return watch.feed(read, 0, read.length);
  }
}
