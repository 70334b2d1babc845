package dev.keyway.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DocumentBoundsTest {

  private static String refusal(String text) {
    Problems problems = new Problems();
    assertThat(DocumentReader.read(text.getBytes(StandardCharsets.UTF_8), problems)).isNull();
    return problems.inOrder().getFirst().message();
  }

  @Test
  void sizeIsBounded() {
    assertThat(refusal("# " + "x".repeat(TreeLimits.MOST_BYTES))).contains("larger than 1 MiB");
  }

  @Test
  void depthIsBounded_inEveryShape() {
    assertThat(refusal("[".repeat(100_000))).contains("64 levels");
    assertThat(refusal("{\"a\":".repeat(100_000))).contains("64 levels");
    assertThat(refusal("a: " + "[".repeat(100_000))).contains("64 levels");
    assertThat(refusal("- ".repeat(100_000))).contains("64 levels");
  }

  @Test
  void aliasesThatMultiplyAreStopped() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 40; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }

    assertThat(refusal(bomb.toString())).contains("more than 100000 values");
  }

  @Test
  void mergesThatMultiplyAreStopped() {
    StringBuilder bomb = new StringBuilder("a0: &a0 {k0: x, l0: x}\n");
    for (int i = 1; i < 40; i++) {
      bomb.append(
          "a%1$d: &a%1$d {<<: [*a%2$d, *a%2$d], k%1$d: *a%2$d, l%1$d: *a%2$d}\n"
              .formatted(i, i - 1));
    }

    assertThat(refusal(bomb.toString())).contains("more than 100000 values");
  }

  @Test
  void aliasThatHoldsItselfIsRefused() {
    assertThat(refusal("a: &a [*a]")).contains("inside the very value");
    assertThat(refusal("a: &a {b: {c: *a}}")).contains("inside the very value");
    assertThat(refusal("a: &a {<<: *a}")).contains("inside the very value");
  }

  @Test
  void manyProblemsAreCounted_notKept() {
    Problems problems = new Problems();
    for (int i = 0; i < 1000; i++) {
      problems.error(Place.START, "wrong");
    }

    assertThat(problems.inOrder()).hasSize(101);
    assertThat(problems.inOrder().getLast().message()).isEqualTo("there are 900 further problems");
  }
}
