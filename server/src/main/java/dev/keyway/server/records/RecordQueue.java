package dev.keyway.server.records;

import dev.keyway.record.DecisionRecord;
import dev.keyway.record.RecordJson;
import dev.keyway.request.AiRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes records on event loops and writes them on a thread of its own. A record that finds the
 * queue full, or can't be written, is dropped and counted: a slow disk never slows a request.
 */
public final class RecordQueue implements Consumer<DecisionRecord>, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RecordQueue.class);

  /** A waiting record keeps its request's body in memory, so that is what the bound is on. */
  private static final long MOST_BYTES = 64L << 20;

  private static final long BYTES_BESIDE_BODY = 8 << 10;
  private static final long SAY_EVERY_NANOS = Duration.ofMinutes(1).toNanos();
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  /**
   * How long the writer lets records gather before it writes them together: waking it for each one
   * costs the event loop that wakes it more than the record itself.
   */
  private static final Duration GATHERING = Duration.ofMillis(5);

  private final RecordOutput output;
  private volatile double sample;
  private final RecentRecords recent;
  private final LinkedBlockingQueue<Entry> queue = new LinkedBlockingQueue<>();
  private final AtomicLong waitingBytes = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();
  private final AtomicLong saidAt = new AtomicLong(System.nanoTime() - SAY_EVERY_NANOS);
  private final Thread writer;
  private volatile boolean closing;

  private RecordQueue(RecordOutput output, double sample, RecentRecords recent) {
    this.output = output;
    this.sample = sample;
    this.recent = recent;
    this.writer = Thread.ofPlatform().name("keyway-records").daemon().unstarted(this::write);
  }

  /**
   * Starts the writer.
   *
   * @param sample the share that is written, from 0 to 1
   * @param recent gets all of them
   */
  public static RecordQueue start(RecordOutput output, double sample, RecentRecords recent) {
    RecordQueue queue = new RecordQueue(output, sample, recent);
    queue.writer.start();
    return queue;
  }

  /** Returns at once. */
  @Override
  public void accept(DecisionRecord record) {
    AiRequest ai = record.ai();
    long bytes = BYTES_BESIDE_BODY + (ai == null ? 0 : ai.body().length);
    if (waitingBytes.addAndGet(bytes) > MOST_BYTES && waitingBytes.get() != bytes) {
      waitingBytes.addAndGet(-bytes);
      dropped("they come faster than they can be written");
    } else {
      queue.add(new Entry(record, bytes));
    }
  }

  /** The share that is written from now on, from 0 to 1. */
  public void sample(double share) {
    sample = share;
  }

  /** How many were dropped since the start. */
  public long dropped() {
    return dropped.get();
  }

  /** Writes what is waiting, as far as that takes no longer than five seconds. */
  @Override
  public void close() {
    closing = true;
    queue.add(new Entry(null, 0));
    try {
      if (!writer.join(CLOSE_LIMIT)) {
        LOG.warn("decision records still waiting at the end were lost: {}", queue.size());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write() {
    try {
      while (!(closing && queue.isEmpty())) {
        Entry entry = next();
        if (entry.record() != null) {
          write(entry.record());
          waitingBytes.addAndGet(-entry.bytes());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      closeOutput();
    }
  }

  /** Flushes before it waits, so that a reader sees what there is. */
  private Entry next() throws InterruptedException {
    Entry waiting = queue.poll();
    if (waiting != null) {
      return waiting;
    }
    try {
      output.flush();
    } catch (IOException e) {
      dropped("they can't be written");
    }
    Entry first = queue.take();
    if (!closing) {
      Thread.sleep(GATHERING);
    }
    return first;
  }

  private void write(DecisionRecord record) {
    try {
      String line = RecordJson.line(record);
      recent.add(line);
      double share = sample;
      if (share >= 1 || ThreadLocalRandom.current().nextDouble() < share) {
        output.write(line);
      }
    } catch (IOException e) {
      dropped("they can't be written");
    } catch (RuntimeException e) {
      dropped("one could not be put into words (" + e.getClass().getSimpleName() + ")");
    }
  }

  private void closeOutput() {
    try {
      output.close();
    } catch (IOException e) {
      dropped("they can't be written");
    }
  }

  private void dropped(String why) {
    long count = dropped.incrementAndGet();
    long now = System.nanoTime();
    long said = saidAt.get();
    if (now - said >= SAY_EVERY_NANOS && saidAt.compareAndSet(said, now)) {
      LOG.warn("decision records are dropped, {} since the start: {}", count, why);
    }
  }

  /**
   * @param record null: nothing, only to wake the writer
   */
  private record Entry(@Nullable DecisionRecord record, long bytes) {}
}
