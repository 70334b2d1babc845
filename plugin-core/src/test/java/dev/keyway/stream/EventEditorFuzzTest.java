package dev.keyway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

class EventEditorFuzzTest {

  @FuzzTest(maxDuration = "30s")
  void anyBytes_passUnchanged_andAreEditedTheSameHoweverSplit(byte[] stream) {
    assertThat(edited(event -> event, stream, stream.length)).isEqualTo(stream);
    assertThat(edited(event -> event, stream, 1)).isEqualTo(stream);

    EventEdit edit = event -> new EventText("a\n" + event.data() + "\rb", event.retry() + "\n");
    byte[] whole = edited(edit, stream, stream.length);
    assertThat(edited(edit, stream, 1)).isEqualTo(whole);
    assertThat(Edits.events(whole)).hasSameSizeAs(Edits.events(stream));
  }

  private static byte[] edited(EventEdit edit, byte[] stream, int pieces) {
    return Edits.edited(new EventEditor(edit), stream, 0, Math.max(1, pieces));
  }
}
