package dev.keyway.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.request.AiRequest;
import dev.keyway.request.RequestReader;
import dev.keyway.request.RequestReading;
import dev.keyway.request.Surface;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/**
 * What counting costs in processor time: the table in docs/limits.md. No test of the build; run it
 * by {@code ./mvnw test -pl plugin-core -Dtest=CountingCost}.
 */
class CountingCost {

  private static final int[] LENGTHS = {1_000, 100_000, 1_000_000};

  /** Bytes counted of each kind and length, so that the compiler has done its work by then. */
  private static final int WORK = 3_000_000;

  @Test
  void table() {
    Map<String, IntFunction<String>> kinds = new LinkedHashMap<>();
    kinds.put("English prose", Texts::prose);
    kinds.put("source text", Texts::source);
    kinds.put("base64", Texts::base64);
    kinds.put("random letters", Texts::letters);
    kinds.put("one character", "a"::repeat);
    kinds.put("blanks", " "::repeat);
    InputTokens.prepare();
    kinds.forEach((kind, text) -> {
      for (int length : LENGTHS) {
        row(kind, InputTokensTest.message(text.apply(length)));
      }
    });
  }

  private static void row(String kind, AiRequest request) {
    long[] tokens = {0};
    long counting =
        fastest(
            request, () -> tokens[0] = PromptCount.of(request, Vocabulary.O200K_BASE, 10_000_000));
    RequestReading[] read = new RequestReading[1];
    long reading =
        fastest(
            request, () -> read[0] = RequestReader.read(Surface.CHAT_COMPLETIONS, request.body()));
    assertThat(tokens[0]).isPositive();
    assertThat(read[0]).isInstanceOf(RequestReading.Read.class);
    System.out.printf(
        "%-16s %,10d bytes %,9d tokens  counting %,10d µs  reading %,7d µs%n",
        kind, request.body().length, tokens[0], counting / 1000, reading / 1000);
  }

  private static long fastest(AiRequest request, Runnable work) {
    long fastest = Long.MAX_VALUE;
    for (int run = 0; run < 3 + WORK / request.body().length; run++) {
      long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      work.run();
      fastest =
          Math.min(fastest, ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before);
    }
    return fastest;
  }
}
