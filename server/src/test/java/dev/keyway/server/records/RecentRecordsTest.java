package dev.keyway.server.records;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.http.ByteSlice;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RecentRecordsTest {

  private static final String LONG = "é".repeat(50_000);

  private final RecentRecords recent = new RecentRecords();

  @Test
  void none_areNone() {
    assertThat(recent.last(5)).isEmpty();
    add("a");
    assertThat(recent.last(0)).isEmpty();
  }

  @Test
  void lines_areTheLastOnes() {
    for (int i = 0; i < RecentRecords.KEPT + 5; i++) {
      add("line " + i);
    }

    assertThat(last(2)).containsExactly("line 1003", "line 1004");
    assertThat(last(5000)).hasSize(RecentRecords.KEPT).startsWith("line 5").endsWith("line 1004");
  }

  /** In all, blocks are used again many times. */
  @Test
  void linesOfAnyLength_comeInOrder() {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      String line = i + "x".repeat(i * 37 % 1900);
      all.add(line);
      add(line);

      int asked = i % 1200;
      int expected = Math.min(Math.min(asked, RecentRecords.KEPT), all.size());
      if (i % 97 == 0) {
        assertThat(last(asked)).isEqualTo(all.subList(all.size() - expected, all.size()));
      }
    }
  }

  @Test
  void linesLongerThanABlock_standAmongOthers() {
    for (String line : List.of("a", LONG, "b", LONG + LONG, "c")) {
      add(line);
    }

    assertThat(last(5)).containsExactly("a", LONG, "b", LONG + LONG, "c");
    assertThat(last(3)).containsExactly("b", LONG + LONG, "c");
  }

  @Test
  void longLines_areForgottenBeforeTheyFillTheMemory() {
    int fit = RecentRecords.MOST_BYTES / (LONG.getBytes(UTF_8).length + 1);
    for (int i = 0; i < 2 * fit; i++) {
      add(LONG);
    }
    assertThat(last(RecentRecords.KEPT)).hasSize(fit);

    add("x".repeat(RecentRecords.MOST_BYTES));
    assertThat(last(RecentRecords.KEPT)).hasSize(1);
    add("short");
    assertThat(last(RecentRecords.KEPT)).containsExactly("short");
  }

  @Test
  void readerBesideAWriter_seesWholeLinesInOrder() throws InterruptedException {
    AtomicBoolean written = new AtomicBoolean();
    Thread writer =
        Thread.ofPlatform()
            .start(() -> {
              for (int i = 0; i < 50_000; i++) {
                add(Integer.toString(i));
              }
              written.set(true);
            });
    int most = 0;
    while (!written.get()) {
      List<String> seen = last(300);
      int first = seen.isEmpty() ? 0 : Integer.parseInt(seen.getFirst());
      assertThat(seen)
          .isEqualTo(
              IntStream.range(first, first + seen.size()).mapToObj(Integer::toString).toList());
      assertThat(seen.size()).isGreaterThanOrEqualTo(most);
      most = seen.size();
    }
    writer.join();

    assertThat(last(1)).containsExactly("49999");
  }

  private void add(String line) {
    byte[] bytes = ("..." + line + "\n").getBytes(UTF_8);
    recent.add(new ByteSlice(bytes, 3, bytes.length - 3));
  }

  private List<String> last(int count) {
    return lines(recent.last(count)).toList();
  }

  private static Stream<String> lines(byte[] bytes) {
    return new String(bytes, UTF_8).lines();
  }
}
