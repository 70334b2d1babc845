package dev.keyway.scan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Test {

  private static final int[] TELLING = {
    'a', 0, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xED,
    0xEE, 0xEF, 0xF0, 0xF1, 0xF4, 0xF5, 0xFF
  };

  @Test
  void everySequence_judgedAsTheJdkDoes() {
    Random random = new Random(7);
    for (int round = 0; round < 200_000; round++) {
      byte[] bytes = new byte[random.nextInt(24)];
      for (int i = 0; i < bytes.length; i++) {
        int kind = random.nextInt(3);
        bytes[i] =
            (byte) (kind == 0 ? 'x' : kind == 1 ? TELLING[random.nextInt(TELLING.length)] : 0xA5);
      }
      assertThat(Utf8.firstMalformed(bytes, 0, bytes.length)).isEqualTo(byTheJdk(bytes));
    }
  }

  @Test
  void wellFormedText_passes() {
    byte[] bytes = "a".repeat(9).concat("ü日本語😀").repeat(50).getBytes(UTF_8);

    assertThat(Utf8.firstMalformed(bytes, 0, bytes.length)).isEqualTo(-1);
  }

  private static int byTheJdk(byte[] bytes) {
    ByteBuffer from = ByteBuffer.wrap(bytes);
    return UTF_8.newDecoder().decode(from, CharBuffer.allocate(64), true).isError()
        ? from.position()
        : -1;
  }
}
