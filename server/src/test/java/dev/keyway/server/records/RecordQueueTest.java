package dev.keyway.server.records;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.access.Caller;
import dev.keyway.http.ByteSlice;
import dev.keyway.http.Headers;
import dev.keyway.record.DecisionRecord;
import dev.keyway.record.DecisionRecord.Client;
import dev.keyway.record.DecisionRecord.Ending;
import dev.keyway.record.Ruled;
import dev.keyway.refusal.ErrorCode;
import dev.keyway.refusal.Refusal;
import dev.keyway.request.AiRequest;
import dev.keyway.request.Surface;
import dev.keyway.stream.Usage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RecordQueueTest {

  private static final int LARGE = 40 << 20;

  private final RecentRecords recent = new RecentRecords();

  @Test
  void records_areWrittenInOrder() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    RecordQueue queue = RecordQueue.start(new StreamOutput(bytes), 1, recent);
    for (int i = 0; i < 100; i++) {
      queue.accept(record("r" + i, 10));
    }
    queue.close();

    List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines).hasSize(100).isEqualTo(recentLines());
    assertThat(lines.get(99)).contains("\"id\":\"r99\"");
    assertThat(queue.dropped()).isZero();
  }

  @Test
  void slowOutput_dropsWhatWouldFillTheMemory() {
    CountDownLatch open = new CountDownLatch(1);
    List<String> written = new ArrayList<>();
    RecordQueue queue =
        RecordQueue.start(
            line -> {
              awaitUninterrupted(open);
              written.add(line.utf8());
            },
            1,
            recent);

    queue.accept(record("first", LARGE));
    queue.accept(record("second", LARGE));
    queue.accept(record("small", 10));
    assertThat(queue.dropped()).isEqualTo(1);
    open.countDown();
    queue.close();

    assertThat(written)
        .satisfiesExactly(
            line -> assertThat(line).contains("first"), line -> assertThat(line).contains("small"));
  }

  @Test
  void recordLargerThanTheBound_isTakenAlone() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    RecordQueue queue = RecordQueue.start(new StreamOutput(bytes), 1, recent);
    queue.accept(record("huge", 2 * LARGE));
    queue.close();

    assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("huge");
  }

  @Test
  void outputThatFails_isCounted() {
    RecordQueue queue =
        RecordQueue.start(
            line -> {
              throw new IOException("no space left on device");
            },
            1,
            recent);
    queue.accept(record("a", 10));
    queue.accept(record("b", 10));
    queue.close();

    assertThat(queue.dropped()).isEqualTo(2);
    assertThat(recentLines()).hasSize(2);
  }

  @Test
  void sampleOfNone_stillLeavesRecentOnes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    RecordQueue queue = RecordQueue.start(new StreamOutput(bytes), 0, recent);
    queue.accept(record("a", 10));
    queue.close();

    assertThat(bytes.size()).isZero();
    assertThat(recentLines()).hasSize(1);
    assertThat(queue.dropped()).isZero();
  }

  /** Each finds the writer at rest, on its way to rest, or still waiting for more. */
  @Test
  void recordsThatComeOneByOne_wakeTheWriter() throws InterruptedException {
    LinkedBlockingQueue<String> written = new LinkedBlockingQueue<>();
    RecordQueue queue = RecordQueue.start(line -> written.add(line.utf8()), 1, recent);
    for (int i = 0; i < 40; i++) {
      queue.accept(record("r" + i, 10));

      assertThat(written.poll(30, TimeUnit.SECONDS)).contains("\"id\":\"r" + i + "\"");
    }
    queue.close();
  }

  @Test
  void recordsOfSeveralThreads_areAllWritten() throws InterruptedException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    RecordQueue queue = RecordQueue.start(new StreamOutput(bytes), 1, recent);
    List<Thread> threads = new ArrayList<>();
    for (String name : List.of("a", "b", "c")) {
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int i = 0; i < 1000; i++) {
                  queue.accept(record(name + i, 10));
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    queue.close();

    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .hasSize(3000)
        .doesNotHaveDuplicates();
    assertThat(queue.dropped()).isZero();
  }

  @Test
  void outputIsFlushed_beforeMoreIsWaitedFor() throws InterruptedException {
    CountDownLatch flushed = new CountDownLatch(1);
    CountDownLatch taken = new CountDownLatch(1);
    RecordOutput output =
        new RecordOutput() {
          @Override
          public void write(ByteSlice line) {
            taken.countDown();
          }

          @Override
          public void flush() {
            if (taken.getCount() == 0) {
              flushed.countDown();
            }
          }
        };
    RecordQueue queue = RecordQueue.start(output, 1, recent);
    queue.accept(record("a", 10));

    assertThat(flushed.await(30, TimeUnit.SECONDS)).isTrue();
    queue.close();
  }

  private List<String> recentLines() {
    return new String(recent.last(RecentRecords.KEPT), StandardCharsets.UTF_8).lines().toList();
  }

  private static DecisionRecord record(String id, int bodyBytes) {
    AiRequest ai =
        new AiRequest(
            Surface.CHAT_COMPLETIONS,
            new byte[bodyBytes],
            List.of(),
            "gpt-4o",
            List.of(),
            false,
            false,
            null,
            false,
            null);
    return new DecisionRecord(
        id,
        "chat",
        "entry",
        Instant.EPOCH,
        Instant.EPOCH,
        new Client(
            "POST", "/v1/chat/completions", Headers.builder().build(), Caller.unknown(null), null),
        ai,
        List.of(),
        List.of(),
        List.of(),
        Map.of(),
        null,
        Refusal.of(ErrorCode.NO_MATCHING_MODELS, "none"),
        null,
        Usage.UNKNOWN,
        Ending.COMPLETE,
        Ruled.NOTHING);
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
