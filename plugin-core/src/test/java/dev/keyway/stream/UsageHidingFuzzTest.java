package dev.keyway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.keyway.http.ByteSlice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

class UsageHidingFuzzTest {

  @FuzzTest(maxDuration = "30s")
  void anyBytes_areHiddenTheSameHoweverSplit(byte[] stream) {
    assertThat(hidden(stream, 1)).isEqualTo(hidden(stream, Math.max(1, stream.length)));
  }

  private static byte[] hidden(byte[] stream, int pieces) {
    UsageHiding hiding = new UsageHiding();
    List<ByteSlice> out = new ArrayList<>();
    for (int at = 0; at < stream.length; at += pieces) {
      byte[] piece = Arrays.copyOfRange(stream, at, Math.min(at + pieces, stream.length));
      out.add(hiding.take(ByteSlice.of(piece)));
    }
    out.add(hiding.end());
    return ByteSlice.join(out);
  }
}
