package dev.keyway.request;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What looking for the parts of a form costs in processor time: the figures in docs/limits.md. No
 * test of the build; run it by {@code ./mvnw test -pl plugin-core -Dtest=ScanningCost}.
 */
class ScanningCost {

  private static final int MEGABYTES = 32;

  @Test
  void table() {
    Map<String, byte[]> kinds = new LinkedHashMap<>();
    byte[] random = new byte[MEGABYTES << 20];
    new Random(1).nextBytes(random);
    kinds.put("sound, images", random);
    kinds.put("zeros", new byte[MEGABYTES << 20]);
    kinds.put("line feeds alone", "\n".repeat(MEGABYTES << 20).getBytes(StandardCharsets.US_ASCII));
    kinds.put(
        "beginnings of boundaries",
        "\r\n--0123456789abcde".repeat((MEGABYTES << 20) / 20).getBytes(StandardCharsets.US_ASCII));
    kinds.forEach((kind, content) ->
        System.out.printf("%-28s %,6d µs a MiB%n", kind, fastest(content) / 1000 / MEGABYTES));
  }

  private static long fastest(byte[] content) {
    long fastest = Long.MAX_VALUE;
    for (int run = 0; run < 8; run++) {
      long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      scan(content);
      fastest =
          Math.min(fastest, ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before);
    }
    return fastest;
  }

  private static void scan(byte[] content) {
    MultipartScanner scanner =
        new MultipartScanner("0123456789abcdef0123456789abcdef", new Nobody());
    byte[] head =
        "--0123456789abcdef0123456789abcdef\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII);
    try {
      scanner.feed(head, 0, head.length);
      for (int at = 0; at < content.length; at += 64 << 10) {
        scanner.feed(content, at, Math.min(64 << 10, content.length - at));
      }
    } catch (MalformedBodyException e) {
      throw new AssertionError(e.reason());
    }
  }

  private static final class Nobody implements MultipartScanner.Parts {
    @Override
    public void begins(PartHead head, long start, long valueStart) {}

    @Override
    public void ends(long end) {}
  }
}
