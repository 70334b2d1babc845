package dev.keyway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.request.Surface;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much of what came belongs to an event that is not whole yet. */
class OpenBytesTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`data: a\\n\\n`, 0",
        "`data: a\\n`, 8",
        "`data: a`, 7",
        "`data: a\\n\\ndata`, 4",
        "`data: a\\r\\n\\r\\n`, 0",
        "`data: a\\r\\n\\r`, 0",
        "`data: a\\r\\rd`, 1",
        "`: comment\\n`, 0",
        "`: comm`, 6",
        "`event: x\\n: comment\\n`, 19",
        "`id: 7\\n`, 0",
        "`\uFEFF`, 0",
        "`\uFEFFd`, 1",
        "``, 0",
      })
  void countedFromTheLastPlaceBetweenEvents(String stream, long open) {
    StreamWatch watch = StreamWatch.of(Surface.CHAT_COMPLETIONS);

    Streams.feed(watch, stream.translateEscapes());

    assertThat(watch.openBytes()).isEqualTo(open);
  }

  @Test
  void countedOverAllThatCame() {
    StreamWatch watch = StreamWatch.of(Surface.CHAT_COMPLETIONS);
    for (String piece : "data: abc".split("", -1)) {
      Streams.feed(watch, piece);
    }

    assertThat(watch.openBytes()).isEqualTo(9);
    Streams.feed(watch, "\n\nda");
    assertThat(watch.openBytes()).isEqualTo(2);
  }
}
