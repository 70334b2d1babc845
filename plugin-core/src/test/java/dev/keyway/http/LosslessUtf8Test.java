package dev.keyway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LosslessUtf8Test {

  @ParameterizedTest
  @ValueSource(strings = {"", "plain", "Gr\u00fc\u00dfe \ud83d\ude00", "\ufffd", "\ufeffmarked"})
  void text_isReadAsUtf8(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

    assertThat(decoded(bytes)).isEqualTo(text);
    assertThat(LosslessUtf8.encode(text)).isEqualTo(bytes);
  }

  @Test
  void strayBytes_standBetweenTextThatIsRead() {
    byte[] bytes = {'a', (byte) 0xFF, (byte) 0xC3, (byte) 0xBC, (byte) 0xE2, (byte) 0x82, 'b'};

    assertThat(decoded(bytes)).isEqualTo("a\udcff\u00fc\udce2\udc82b");
  }

  @Test
  void anyBytes_comeBack() {
    Random random = new Random(3);
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = new byte[random.nextInt(12)];
      random.nextBytes(bytes);

      assertThat(LosslessUtf8.encode(decoded(bytes))).isEqualTo(bytes);
    }
  }

  @Test
  void loneSurrogate_thatIsNoStrayByte_becomesAQuestionMark() {
    assertThat(LosslessUtf8.encode("a\ud800b\udfff")).isEqualTo(new byte[] {'a', '?', 'b', '?'});
  }

  private static String decoded(byte[] bytes) {
    return LosslessUtf8.decode(bytes, 0, bytes.length);
  }
}
