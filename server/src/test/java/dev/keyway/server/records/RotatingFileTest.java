package dev.keyway.server.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.http.ByteSlice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotatingFileTest {

  @TempDir private Path folder;
  private Path path;
  private long fullBytes = 6;

  @BeforeEach
  void nameFile() {
    path = folder.resolve("records.jsonl");
  }

  @Test
  void lines_areAppended() throws IOException {
    fullBytes = 100;
    Files.writeString(path, "before\n");

    write("one", "two");

    assertThat(path).hasContent("before\none\ntwo\n");
  }

  @Test
  void fullFile_isPutAsideAndTheOldestGoes() throws IOException {
    write("one", "two", "three", "four", "five");

    assertThat(path).hasContent("five\n");
    assertThat(numbered(1)).hasContent("four\n");
    assertThat(numbered(2)).hasContent("three\n");
    assertThat(numbered(3)).doesNotExist();
  }

  @Test
  void lineLongerThanAFile_isWrittenWhole() throws IOException {
    write("a line of its own", "next");

    assertThat(numbered(1)).hasContent("a line of its own\n");
    assertThat(path).hasContent("next\n");
  }

  @Test
  void folderThatIsNotThere_isAnError() {
    assertThatThrownBy(() -> RotatingFile.open(folder.resolve("none/records.jsonl")))
        .isInstanceOf(IOException.class);
  }

  private void write(String... lines) throws IOException {
    RotatingFile file = new RotatingFile(path, fullBytes, 2);
    for (String line : lines) {
      file.write(ByteSlice.of((line + "\n").getBytes(StandardCharsets.UTF_8)));
    }
    file.close();
  }

  private Path numbered(int number) {
    return path.resolveSibling("records.jsonl." + number);
  }
}
