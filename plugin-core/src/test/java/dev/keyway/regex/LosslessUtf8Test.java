package dev.keyway.regex;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bytes as text and back. */
class LosslessUtf8Test {

  @Test
  void text_isText() {
    String text = "aé€😀\uFFFD\u0000 end";
    assertThat(LosslessUtf8.decode(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(text);
    assertThat(LosslessUtf8.encode(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void anyBytes_comeBack() {
    Random random = new Random(7);
    for (int round = 0; round < 2_000; round++) {
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      assertThat(LosslessUtf8.encode(LosslessUtf8.decode(bytes))).isEqualTo(bytes);
    }
  }

  /** Overlong forms, surrogates, what is beyond Unicode, characters cut short. */
  @Test
  void whatOnlyLooksLikeUtf8_comesBack() {
    for (String hex : new String[] {"c0af", "eda080", "f5808080", "e282", "61f09f98", "ff41fe"}) {
      byte[] bytes = java.util.HexFormat.of().parseHex(hex);
      assertThat(LosslessUtf8.encode(LosslessUtf8.decode(bytes))).isEqualTo(bytes);
    }
  }

  @Test
  void bytesBesideAMatch_stayAsTheyAre() throws Exception {
    byte[] body = {'k', '=', (byte) 0xC3, '"', 'x', (byte) 0xFF, 'x', (byte) 0xE2, (byte) 0x82};
    String text = LosslessUtf8.decode(body);
    Replacements.Edit edit = ReplacementsTest.replacements("x", "yy").apply(text, 100);
    assertThat(LosslessUtf8.encode(((Replacements.Edit.Done) edit).text()))
        .containsExactly('k', '=', 0xC3, '"', 'y', 'y', 0xFF, 'y', 'y', 0xE2, 0x82);
  }
}
