package dev.keyway.scan;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteSearchTest {

  private final Random random = new Random(11);

  @Test
  void anyText_foundWhereItStandsFirst() {
    for (int round = 0; round < 100_000; round++) {
      String text = letters(random.nextInt(60));
      String wanted = letters(2 + random.nextInt(5));
      int from = random.nextInt(text.length() + 1);
      int to = from + random.nextInt(text.length() - from + 1);
      int expected = text.substring(from, to).indexOf(wanted);

      int found =
          ByteSearch.of(wanted.getBytes(ISO_8859_1)).firstIn(text.getBytes(ISO_8859_1), from, to);

      assertThat(found).isEqualTo(expected < 0 ? -1 : from + expected);
    }
  }

  @Test
  void quotedWords_foundAsTheyStand() {
    QuotedWords words = QuotedWords.of("\"ab\"", "\"a\":{", "\"ba");
    for (int round = 0; round < 100_000; round++) {
      String text = of(random.nextInt(40), "ab\":{");
      byte[] bytes = text.getBytes(ISO_8859_1);

      assertThat(words.standIn(bytes, 0, bytes.length))
          .isEqualTo(text.contains("\"ab\"") || text.contains("\"a\":{") || text.contains("\"ba"));
    }
  }

  @Test
  void lineEnds_foundWhereTheyStandFirst() {
    for (int round = 0; round < 50_000; round++) {
      byte[] bytes = of(random.nextInt(40), "\t\n\u000b\f\r\u000eabcdefgh").getBytes(ISO_8859_1);
      int expected = 0;
      while (expected < bytes.length && bytes[expected] != '\n' && bytes[expected] != '\r') {
        expected++;
      }

      assertThat(Lines.end(bytes, 0, bytes.length)).isEqualTo(expected);
    }
  }

  @Test
  void lessThanTwoBytes_notToBeLookedFor() {
    assertThatThrownBy(() -> ByteSearch.of(new byte[1]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private String letters(int length) {
    return of(length, "abc\u0080\u00ff");
  }

  private String of(int length, String letters) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return text.toString();
  }
}
