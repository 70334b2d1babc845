package dev.keyway.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.document.Stillness.Look;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StillnessTest {

  @TempDir private Path folder;
  private long nanos = 7;
  private final Stillness stillness = new Stillness(() -> nanos);

  @Test
  void file_isTakenOnceItKeepsStill() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "1");

    assertThat(look(file)).isEqualTo(Look.MOVING);
    assertThat(look(file)).isEqualTo(Look.MOVING);
    settle();
    assertThat(look(file)).isEqualTo(Look.CHANGED);
    stillness.take();
    assertThat(look(file)).isEqualTo(Look.SAME);
  }

  @Test
  void fileThatGrows_isWaitedFor() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "1");
    look(file);
    settle();
    Files.writeString(file, "12");

    assertThat(look(file)).isEqualTo(Look.MOVING);
    settle();
    assertThat(look(file)).isEqualTo(Look.CHANGED);
  }

  @Test
  void fileThatChangesUnderTheReading_doesNotHold() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "1");
    look(file);

    assertThat(stillness.holds()).isTrue();
    Files.writeString(file, "12");
    assertThat(stillness.holds()).isFalse();
  }

  @Test
  void fileThatIsGone_andOneThatIsNew_areChanges() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "1");
    look(file);
    stillness.take();
    Files.delete(file);

    assertThat(look(file)).isEqualTo(Look.MOVING);
    stillness.take();
    assertThat(stillness.look(List.of(file, folder))).isEqualTo(Look.MOVING);
  }

  private Look look(Path file) {
    return stillness.look(List.of(file));
  }

  private void settle() {
    nanos += Stillness.SETTLE.toNanos();
  }
}
