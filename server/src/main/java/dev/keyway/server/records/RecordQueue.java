package dev.keyway.server.records;

import dev.keyway.http.ByteSlice;
import dev.keyway.record.DecisionRecord;
import dev.keyway.record.RecordLines;
import dev.keyway.request.AiRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
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
   * How long the writer lets records gather before it writes them together: waking it is a system
   * call, which costs the event loop that does it more than the record itself.
   */
  private static final Duration GATHERING = Duration.ofMillis(5);

  /** How often the writer looks in vain before it rests until it is woken. */
  private static final int LOOKS = 4;

  private final RecordOutput output;
  private volatile double sample;
  private final RecentRecords recent;
  private final RecordLines lines = new RecordLines();
  private final ConcurrentLinkedQueue<DecisionRecord> queue = new ConcurrentLinkedQueue<>();

  /** Whether the writer must be woken. */
  private final AtomicBoolean resting = new AtomicBoolean();

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
    long bytes = bytes(record);
    long waiting = waitingBytes.addAndGet(bytes);
    if (waiting > MOST_BYTES && waiting != bytes) {
      waitingBytes.addAndGet(-bytes);
      dropped("they come faster than they can be written");
      return;
    }
    queue.add(record);
    // Before it rests, the writer says so and then looks once more: one of both sees the other.
    if (resting.get() && resting.compareAndSet(true, false)) {
      LockSupport.unpark(writer);
    }
  }

  private static long bytes(DecisionRecord record) {
    AiRequest ai = record.ai();
    return BYTES_BESIDE_BODY + (ai == null ? 0 : ai.body().length);
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
    LockSupport.unpark(writer);
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
      while (!closing) {
        awaitRecords();
        writeWaiting();
        flush();
      }
      // What was accepted before the end, and is behind what was just written.
      writeWaiting();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      closeOutput();
    }
  }

  /** While records keep coming it looks for them by itself, and nobody has to wake it. */
  private void awaitRecords() throws InterruptedException {
    for (int look = 0; look < LOOKS; look++) {
      gather();
      if (closing || !queue.isEmpty()) {
        return;
      }
    }
    rest();
    gather();
  }

  private void rest() {
    resting.set(true);
    while (queue.isEmpty() && !closing) {
      LockSupport.park(this);
    }
    resting.set(false);
  }

  private void gather() throws InterruptedException {
    if (!closing) {
      Thread.sleep(GATHERING);
    }
  }

  private void writeWaiting() {
    for (DecisionRecord record = queue.poll(); record != null; record = queue.poll()) {
      write(record);
      waitingBytes.addAndGet(-bytes(record));
    }
  }

  /** A reader sees what there is, before more is waited for. */
  private void flush() {
    try {
      output.flush();
    } catch (IOException e) {
      dropped("they can't be written");
    }
  }

  private void write(DecisionRecord record) {
    try {
      ByteSlice line = lines.line(record);
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
}
