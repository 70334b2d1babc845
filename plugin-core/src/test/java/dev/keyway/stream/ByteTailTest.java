package dev.keyway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.http.ByteSlice;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteTailTest {

  private static String kept(ByteTail tail) {
    ByteSlice slice = tail.slice();
    return new String(slice.bytes(), slice.offset(), slice.length(), StandardCharsets.ISO_8859_1);
  }

  @Test
  void nothing_is_kept_of_nothing() {
    assertThat(kept(new ByteTail(16))).isEmpty();
  }

  @Test
  void the_last_bytes_are_kept_however_they_come() {
    Random random = new Random(7);
    for (int run = 0; run < 200; run++) {
      ByteTail tail = new ByteTail(16);
      StringBuilder all = new StringBuilder();
      for (int part = random.nextInt(12); part >= 0; part--) {
        byte[] next = new byte[random.nextInt(40)];
        for (int i = 0; i < next.length; i++) {
          next[i] = (byte) ('a' + random.nextInt(26));
        }
        int offset = next.length == 0 ? 0 : random.nextInt(next.length);
        tail.add(next, offset, next.length - offset);
        all.append(new String(next, offset, next.length - offset, StandardCharsets.ISO_8859_1));
        assertThat(kept(tail)).isEqualTo(all.substring(Math.max(0, all.length() - 16)));
      }
    }
  }
}
