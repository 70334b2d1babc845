package dev.keyway.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Held to Jackson and to the JDK's UTF-8. */
class JsonBytesTest {

  private static final JsonFactory JACKSON = new JsonFactory();

  private static final List<String> PIECES =
      List.of(
          "plain",
          "a text of more than eight bytes",
          "\"",
          "\\",
          "/",
          "\b\f\n\r\t",
          "\u0000\u0001\u001f",
          "\u007f\u0080",
          "\u00fc\u07ff",
          "\u0800\u20ac\ud7ff\ue000\uffff",
          "\ud83d\ude00",
          "\udbff\udfff",
          "\ud83d",
          "\ude00",
          "\u2028");

  private final JsonBytes bytes = new JsonBytes();

  @Test
  void texts_areWrittenAsJacksonWritesThem() throws IOException {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      String text = anyText(random);
      bytes.clear();
      bytes.text(text);

      assertThat(bytes.written().utf8()).isEqualTo(jackson(text));
    }
  }

  private static String anyText(Random random) {
    StringBuilder text = new StringBuilder();
    for (int piece = random.nextInt(6); piece > 0; piece--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }

  private static String jackson(String text) throws IOException {
    StringWriter written = new StringWriter();
    try (JsonGenerator generator = JACKSON.createGenerator(written)) {
      generator.writeString(text);
    }
    return new String(written.toString().getBytes(UTF_8), UTF_8);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 7, -7, 10, 1_000_000, 12_345_678_901L, Long.MAX_VALUE, Long.MIN_VALUE})
  void numbers_areWrittenAsTheJdkWritesThem(long number) {
    bytes.number(number);

    assertThat(bytes.written().utf8()).isEqualTo(Long.toString(number));
  }

  @Test
  void textLongerThanTheArray_isWrittenWhole() {
    String text = "\u20ac\n".repeat(100_000);
    bytes.text(text);

    assertThat(bytes.written().utf8()).isEqualTo('"' + "\u20ac\\n".repeat(100_000) + '"');
  }

  @Test
  void arrayThatGrewLarge_isLetGo() {
    bytes.text("long".repeat(100_000));
    bytes.clear();

    assertThat(bytes.written().bytes().length).isLessThan(100_000);
  }

  @Test
  void piecesOfAnyLength_fit() {
    for (int length = 0; length < 5000; length++) {
      bytes.clear();
      bytes.mark('[');
      bytes.text("x".repeat(length));
      bytes.ascii("true");
      bytes.raw(",null".getBytes(UTF_8), 1);
      bytes.mark(']');

      assertThat(bytes.written().length()).isEqualTo(length + 12);
    }
  }
}
