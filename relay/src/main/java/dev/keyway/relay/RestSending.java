package dev.keyway.relay;

import dev.keyway.refusal.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Sends the rest of an upload to the provider as fast as it takes it, and no faster than the client
 * sends it. What came last is held back until it is known whether something follows: a form that
 * breaks off must not arrive as a whole one. Runs on one event loop.
 */
final class RestSending implements ClientRest.Taker {

  /** The shortest time an alarm can be set for. */
  private static final Duration TURN = Duration.ofMillis(1);

  private final Alarm listening;
  private final HttpClientRequest request;
  private final Predicate<String> settled;
  private final Upload upload;
  private final AttemptTimes times;
  private final Mishap mishap;
  private Consumer<Buffer> end = last -> {};
  private Buffer latest = Buffer.buffer();
  private boolean begun;
  private boolean held;

  /**
   * @param settled fields that the attempt has set or left out
   */
  RestSending(
      AlarmClock clock,
      HttpClientRequest request,
      Predicate<String> settled,
      Upload upload,
      AttemptTimes times,
      Mishap mishap) {
    this.listening = new Alarm(clock);
    this.request = request;
    this.settled = settled;
    this.upload = upload;
    this.times = times;
    this.mishap = mishap;
  }

  /** Whether anything of it has been taken. */
  boolean begun() {
    return begun;
  }

  /** How many bytes are to come, or -1 where only their end will tell. */
  long length() {
    return upload.rest().length();
  }

  /**
   * Does not begin, if it has not yet: the provider has refused the request already, and another
   * can be asked.
   */
  void hold() {
    held = true;
  }

  /**
   * The provider has taken what was sent so far.
   *
   * @param whole takes the end of the rest when it has come
   */
  void go(Consumer<Buffer> whole) {
    end = whole;
    if (begun) {
      mishap.guard(this::goOn);
    } else if (!held && !listening.pending()) {
      listen();
    }
  }

  /**
   * A provider that reads on after it has refused takes everything, and within one turn of the
   * event loop, before its answer is looked at. After the rest there is no second attempt: what it
   * has said already is heard first. The first alarm may still ring in this turn.
   */
  private void listen() {
    listening.set(TURN, () -> listening.set(TURN, () -> mishap.guard(this::begin)));
  }

  private void goOn() {
    times.waitForClient();
    upload.rest().resume();
  }

  private void begin() {
    if (held) {
      return;
    }
    begun = true;
    Refusal refusal = upload.watch().begin(settled);
    if (refusal != null) {
      upload.refused().accept(refusal);
      return;
    }
    upload.taken().run();
    times.waitForClient();
    upload.rest().takenBy(this);
  }

  /** Takes nothing more. */
  void stop() {
    held = true;
    listening.cancel();
    if (begun) {
      upload.rest().stop();
    }
  }

  @Override
  public void data(Buffer data) {
    mishap.guard(() -> {
      Refusal refusal = upload.watch().feed(Bytes.of(data));
      if (refusal == null) {
        send(data);
      } else {
        refused(refusal);
      }
    });
  }

  private void send(Buffer data) {
    Buffer before = latest;
    latest = data;
    if (before.length() > 0) {
      request.write(before);
    }
    if (request.writeQueueFull()) {
      times.waitForProvider();
      upload.rest().pause();
    }
  }

  @Override
  public void end() {
    mishap.guard(() -> {
      Refusal refusal = upload.watch().end();
      if (refusal == null) {
        times.waitForProvider();
        end.accept(latest);
      } else {
        refused(refusal);
      }
    });
  }

  @Override
  public void refused(Refusal refusal) {
    mishap.guard(() -> {
      upload.rest().stop();
      upload.refused().accept(refusal);
    });
  }
}
