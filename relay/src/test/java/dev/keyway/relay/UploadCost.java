package dev.keyway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.internal.PlatformDependent;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * What an upload takes of memory while its provider stands still, and of processor time: the table
 * in docs/limits.md. No test of the build; run it by {@code ./mvnw test -pl relay -am
 * -Dtest=UploadCost -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class UploadCost {

  @Test
  void table() throws Exception {
    // The first run loads and compiles.
    run(1, 100);
    for (int kept : new int[] {1, 32}) {
      for (int megabytes : new int[] {100, 400}) {
        System.out.println(run(kept, megabytes));
      }
    }
  }

  private static String run(int keptMegabytes, int megabytes) throws Exception {
    LongUpload upload = new LongUpload(megabytes);
    try (Swallow provider = new Swallow((keptMegabytes + 8L) << 20);
        RelayStage stage =
            RelayStage.of(made ->
                made.limits(Limits.upload(keptMegabytes << 20, 1L << 30, RelayStage.SOON))
                    .policy
                    .provider("first", provider.baseUrl(), RelayStage.FIRST_KEY));
        Wire wire = stage.wire()) {
      long before = held();
      long cpu =
          ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
              .getProcessCpuTime();
      long start = System.nanoTime();
      wire.send(Form.head("content-length: " + upload.length()));
      CompletableFuture<Long> sent = upload.sendOver(wire);
      Client.awaitStandstill(upload::sent, Duration.ofMillis(500));
      long during = held();
      provider.goOn();
      assertThat(wire.readAnswer()).startsWith("HTTP/1.1 200 ");
      long seconds = System.nanoTime() - start;
      long used =
          ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                  .getProcessCpuTime()
              - cpu;
      assertThat(provider.sum().get()).isEqualTo(sent.get(20, TimeUnit.SECONDS));
      return "kept %d MiB, upload %d MiB: held %.1f MiB, processor %d ms, wall %d ms"
          .formatted(
              keptMegabytes,
              megabytes,
              (during - before) / 1048576.0,
              used / 1_000_000,
              seconds / 1_000_000);
    }
  }

  /** What is reachable on the heap, and what the network library holds beside it. */
  private static long held() {
    System.gc();
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed()
        + PlatformDependent.usedDirectMemory();
  }
}
