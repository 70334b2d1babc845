package dev.keyway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.http.ByteSlice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventEditorTest {

  private static final EventEdit SECRET = Edits.data(text -> text.replace("secret", "x"));

  record Example(EventEdit edit, String in, String out) {

    @Override
    public String toString() {
      return in.replace("\n", "\\n").replace("\r", "\\r");
    }
  }

  static List<Example> examples() {
    return List.of(
        changed("data: a secret\n\n", "data: a x\n\n"),
        changed("data:secret\r\n\r\ndata:same\r\n\r\n", "data: x\r\n\r\ndata:same\r\n\r\n"),
        changed("data: secret\r\rdata:b\r\r", "data: x\r\rdata:b\r\r"),
        changed(
            "\ufeffid: 7\ndata: secret\nodd\n: c\nevent: e\n\n",
            "\ufeffid: 7\ndata: x\nodd\n: c\nevent: e\n\n"),
        changed("\ufeffdata: secret\n\n", "\ufeffdata: x\n\n"),
        changed("data: secret", "data: x\n"),
        changed("data: a\n\ndata: secret\n", "data: a\n\ndata: x\n"),
        changed("data: b\n: c\ndata:secret\ndata\n\n", "data: b\ndata: x\ndata: \n: c\n\n"),
        changed("dat: secret\nDATA: secret\n: secret\nevent: secret\n\n", null),
        changed("data: [DONE]\n\n", null),
        changed("data\n\ndata:\n\n\n\r\n\r", null),
        changed(": keep-alive\n\n:\r\n\r\nid: 3\n\n", null),
        changed("retry: 10\ndata:  two\n\n", null),
        changed("", null));
  }

  private static Example changed(String in, String out) {
    return new Example(SECRET, in, out == null ? in : out);
  }

  static List<Example> otherEdits() {
    return List.of(
        new Example(data(text -> text + "\nmore"), "data: a\n\n", "data: a\ndata: more\n\n"),
        new Example(data(text -> "a\r\n\rb"), "data: x\r\r", "data: a\rdata: \rdata: b\r\r"),
        new Example(data(text -> text.replace("\n", "|")), "data: a\ndata:b\n\n", "data: a|b\n\n"),
        new Example(data(text -> " " + text), "data:a\n\n", "data:  a\n\n"),
        new Example(data(text -> ""), "event: e\nid: 1\n:c\ndata: a\n\n", "id: 1\n:c\n\n"),
        new Example(data(text -> ""), "data: a\nevent: e\n\n", "\n"),
        new Example(Edits.retry(time -> "5000"), "retry: 1\nretry:2\n\n", "retry: 5000\n\n"),
        new Example(Edits.retry(time -> "1\n\ndata: a"), "retry: 9\n\n", "retry: 1\n\n"),
        new Example(Edits.retry(time -> ""), "data: a\nretry: 9\n\n", "data: a\n\n"),
        new Example(Edits.retry(time -> "1"), "data: a\n\n", "data: a\n\n"),
        new Example(event -> new EventText("a", "1"), "id: 3\n\n:c\n\n", "id: 3\n\n:c\n\n"),
        new Example(event -> new EventText("b", "1"), "data: a\n\n", "data: b\n\n"));
  }

  private static EventEdit data(UnaryOperator<String> operator) {
    return Edits.data(operator);
  }

  @ParameterizedTest
  @MethodSource({"examples", "otherEdits"})
  void stream_editedTheSameWhereverItIsSplit(Example example) {
    for (int split = 0; split <= example.in().length(); split++) {
      assertThat(Edits.edited(example.edit(), example.in(), split))
          .as("split at %d", split)
          .isEqualTo(example.out());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {Streams.CHAT, Streams.MESSAGES})
  void answer_withoutChanges_passesByteForByte(String stream) {
    for (int split = 0; split <= stream.length(); split++) {
      assertThat(Edits.edited(event -> event, stream, split)).isEqualTo(stream);
    }
  }

  @Test
  void randomStreams_haveTheSameEventsEachEdited() {
    Random random = new Random(11);
    List<String> parts =
        List.of(
            "data",
            "event",
            "retry",
            ":",
            " ",
            "\n",
            "\r",
            "\r\n",
            "x",
            "\n\n",
            "data: xa\n",
            "\ufeff",
            "\u00fc");
    for (int round = 0; round < 30_000; round++) {
      StringBuilder stream = new StringBuilder();
      for (int i = random.nextInt(20); i > 0; i--) {
        stream.append(parts.get(random.nextInt(parts.size())));
      }
      byte[] in = stream.toString().getBytes(StandardCharsets.UTF_8);
      byte[] out =
          Edits.edited(
              new EventEditor(data(EventEditorTest::longer)),
              in,
              random.nextInt(in.length + 1),
              1 + random.nextInt(in.length + 1));

      assertThat(Edits.events(out))
          .as("%s", stream)
          .isEqualTo(Edits.events(in).stream().map(EventEditorTest::longer).toList());
    }
  }

  private static String longer(String text) {
    return text.replace("x", "yy\nz");
  }

  @Test
  void eventGoesOut_asSoonAsItIsWhole() {
    EventEditor editor = new EventEditor(SECRET);

    assertThat(fed(editor, "data: a secret\n")).isEmpty();
    assertThat(fed(editor, "\nda")).isEqualTo("data: a x\n\n");
    assertThat(fed(editor, "ta: b\r")).isEmpty();
    assertThat(fed(editor, "\n\r")).isEqualTo("data: b\r\n\r");
    assertThat(fed(editor, "\n")).isEqualTo("\n");
  }

  @Test
  void comment_isNotHeldBack_unlessAFieldGoesBeforeIt() {
    EventEditor editor = new EventEditor(SECRET);

    assertThat(fed(editor, ": alive\n")).isEqualTo(": alive\n");
    assertThat(fed(editor, "id: 1\n: alive\n")).isEmpty();
    assertThat(fed(editor, "\n")).isEqualTo("id: 1\n: alive\n\n");
  }

  @Test
  void waiting_countsWholeEvents() {
    EventEditor editor = new EventEditor(SECRET);
    byte[] bytes = "data: a\n\ndata: b\n\ndata".getBytes(StandardCharsets.UTF_8);

    editor.feed(bytes, 0, bytes.length);
    assertThat(editor.waiting()).isEqualTo(18);
    editor.edited();
    assertThat(editor.waiting()).isZero();
  }

  @Test
  void eventOfTheGreatestLength_isEdited_aLongerOneEndsTheStream() {
    String whole = "data: secret\n\n";
    String longer = "data: secret \n\n";
    for (int split = 1; split <= whole.length(); split++) {
      EventEditor editor = new EventEditor(SECRET, whole.length());
      String stream = whole + whole + longer + whole;
      byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);

      assertThat(Edits.edited(editor, bytes, 0, split))
          .asString()
          .isEqualTo("data: x\n\n".repeat(2));
      assertThat(editor.stuck()).isTrue();
    }
  }

  @Test
  void eventThatNeverEnds_isNotHeldForever() {
    EventEditor editor = new EventEditor(SECRET);
    byte[] piece = "data: more\n".getBytes(StandardCharsets.UTF_8);
    int fed = 0;
    while (!editor.stuck()) {
      editor.feed(piece, 0, piece.length);
      fed += piece.length;
    }

    assertThat(fed).isBetween(EventEditor.MOST_EVENT_BYTES, EventEditor.MOST_EVENT_BYTES + 100);
    assertThat(editor.end().length()).isZero();
  }

  @Test
  void eventThatCannotBeEdited_endsTheStreamBeforeIt() {
    List<String> asked = new ArrayList<>();
    EventEditor editor =
        new EventEditor(event -> {
          asked.add(event.data());
          return "b".equals(event.data()) ? null : event;
        });

    assertThat(fed(editor, "data: a\n\ndata: b\n\ndata: c\n\n")).isEqualTo("data: a\n\n");
    assertThat(editor.stuck()).isTrue();
    assertThat(fed(editor, "data: d\n\n")).isEmpty();
    assertThat(asked).containsExactly("a", "b");
  }

  @Test
  void strayBytes_stayWhereTextAroundThemChanges() {
    byte[] stream = "data: _secret_\n\n".getBytes(StandardCharsets.US_ASCII);
    stream[6] = (byte) 0xFF;
    stream[13] = (byte) 0xC3;
    EventEditor editor = new EventEditor(SECRET);

    editor.feed(stream, 0, stream.length);
    assertThat(new String(ByteSlice.join(List.of(editor.edited())), StandardCharsets.ISO_8859_1))
        .isEqualTo("data: \u00ffx\u00c3\n\n");
  }

  private static String fed(EventEditor editor, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    editor.feed(bytes, 0, bytes.length);
    return editor.edited().utf8();
  }
}
