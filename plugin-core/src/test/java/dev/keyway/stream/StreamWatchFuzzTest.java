package dev.keyway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.keyway.http.ByteSlice;
import dev.keyway.request.Surface;

class StreamWatchFuzzTest {

  @FuzzTest(maxDuration = "30s")
  void anyBytes_tellTheSameHoweverSplit(byte[] stream) {
    for (Surface surface : Surface.values()) {
      StreamWatch whole = StreamWatch.of(surface);
      whole.feed(stream, 0, stream.length);
      StreamWatch split = StreamWatch.of(surface);
      for (int at = 0; at < stream.length; at++) {
        split.feed(stream, at, 1);
      }

      assertThat(told(split)).isEqualTo(told(whole));
      whole.end();
      split.end();
      assertThat(told(split)).isEqualTo(told(whole));
      BodyUsage.read(surface, ByteSlice.of(stream));
    }
  }

  private static Told told(StreamWatch watch) {
    return new Told(
        watch.state(),
        watch.errorData().utf8(),
        watch.failed(),
        watch.terminated(),
        watch.betweenEvents(),
        watch.usage());
  }

  private record Told(
      StreamWatch.State state,
      String errorData,
      boolean failed,
      boolean terminated,
      boolean betweenEvents,
      Usage usage) {}
}
