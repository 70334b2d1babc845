package dev.keyway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SseScannerTest {

  record Example(String stream, List<String> events) {}

  static List<Example> examples() {
    return List.of(
        new Example("data: a\n\n", List.of("a")),
        new Example("data:a\r\rdata:  b\r\r", List.of("a", " b")),
        new Example("data: a\r\n\r\ndata: b\r\n\r\n", List.of("a", "b")),
        new Example("data: a\ndata: b\r\ndata:c\rdata\n\n", List.of("a\nb\nc\n")),
        new Example("data\n\n", List.of("")),
        new Example("data:\n\n", List.of("")),
        new Example("\ufeffdata: a\n\n", List.of("a")),
        new Example("\ufeff\ufeffdata: a\n\n", List.of()),
        new Example("data: a\n\n\ufeffdata: b\n\n", List.of("a")),
        new Example(": comment\n\n:\n\ndata: a\n: comment\n\n", List.of("a")),
        new Example("event: ping\n\n", List.of()),
        new Example("event: x\ndata: a\nid: 7\nretry: 9\n\n", List.of("a")),
        new Example("dat: a\ndataa: a\n data: a\nDATA: a\n\u0000data: a\n\n", List.of()),
        new Example("data: \u00fc\ud83d\ude00:\n\n", List.of("\u00fc\ud83d\ude00:")),
        new Example("\n\n\ndata: a\n", List.of()),
        new Example("", List.of()));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void stream_cutWhereTheStandardSays(Example example) {
    byte[] stream = example.stream().getBytes(StandardCharsets.UTF_8);
    for (int split = 0; split <= stream.length; split++) {
      assertThat(scanned(stream, split)).as("split at %d", split).isEqualTo(example.events());
    }
  }

  @Test
  void randomStreams_agreeWithReadingLines() {
    Random random = new Random(7);
    List<String> parts =
        List.of("data", "event", ":", " ", "\n", "\r", "\r\n", "x", "\n\n", "data: a\n", "\ufeff");
    for (int round = 0; round < 20_000; round++) {
      StringBuilder stream = new StringBuilder();
      for (int i = random.nextInt(20); i > 0; i--) {
        stream.append(parts.get(random.nextInt(parts.size())));
      }
      byte[] bytes = stream.toString().getBytes(StandardCharsets.UTF_8);
      assertThat(scanned(bytes, random.nextInt(bytes.length + 1)))
          .as("%s", stream)
          .isEqualTo(byLines(stream.toString()));
    }
  }

  @Test
  void unfinishedEvent_countsAtTheEnd() {
    List<String> events = new ArrayList<>();
    SseScanner scanner = new SseScanner(event -> events.add(event.data().utf8()));

    feed(scanner, "data: a\n\ndata: [DON");
    feed(scanner, "E]");
    scanner.end();
    scanner.end();

    assertThat(events).containsExactly("a", "[DONE]");
  }

  @Test
  void hugeEvent_handedOverOnceCutToItsFirstBytes() {
    List<Integer> lengths = new ArrayList<>();
    SseScanner scanner = new SseScanner(event -> lengths.add(event.data().length()));

    feed(scanner, "data: " + "x".repeat(SseEvent.MOST_DATA));
    assertThat(lengths).isEmpty();
    feed(scanner, "x");
    assertThat(lengths).containsExactly(SseEvent.MOST_DATA);
    feed(scanner, "x".repeat(1 << 20) + "\ndata: more\n\ndata: a\n\n");

    assertThat(lengths).containsExactly(SseEvent.MOST_DATA, 1);
  }

  @Test
  void eventOfJustTheKeptLength_isWhole() {
    List<Boolean> cut = new ArrayList<>();
    SseScanner scanner = new SseScanner(event -> cut.add(event.isCut()));

    feed(scanner, "data: " + "x".repeat(SseEvent.MOST_DATA) + "\n\n");

    assertThat(cut).containsExactly(false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\ufeff", "data: a\n\n", "data: a\r\r", "data: a\r\n\r\n", ": c\n", "id: 1\n"})
  void betweenEvents_wherePendingLinesTellNothing(String stream) {
    assertThat(betweenEvents(stream)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"d", "data: a", "data: a\n", "data\n", "event: x\n", ":", ": c", "\n\nda"})
  void betweenEvents_notInsideOne(String stream) {
    assertThat(betweenEvents(stream)).isFalse();
  }

  private static boolean betweenEvents(String stream) {
    SseScanner scanner = new SseScanner(event -> {});
    feed(scanner, stream);
    return scanner.betweenEvents();
  }

  private static void feed(SseScanner scanner, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    scanner.feed(bytes, 0, bytes.length);
  }

  private static List<String> scanned(byte[] stream, int split) {
    List<String> events = new ArrayList<>();
    SseScanner scanner = new SseScanner(event -> events.add(event.data().utf8()));
    scanner.feed(stream, 0, split);
    scanner.feed(stream, split, stream.length - split);
    return events;
  }

  private static List<String> byLines(String stream) {
    List<String> events = new ArrayList<>();
    List<String> data = new ArrayList<>();
    String unmarked = stream.startsWith("\ufeff") ? stream.substring(1) : stream;
    String[] lines = unmarked.split("\r\n|\r|\n", -1);
    for (int i = 0; i < lines.length - 1; i++) {
      String line = lines[i];
      if (line.isEmpty()) {
        if (!data.isEmpty()) {
          events.add(String.join("\n", data));
        }
        data.clear();
      } else if (line.equals("data")) {
        data.add("");
      } else if (line.startsWith("data:")) {
        data.add(line.substring(line.startsWith("data: ") ? 6 : 5));
      }
    }
    return events;
  }
}
