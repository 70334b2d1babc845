package dev.keyway.relay;

import dev.keyway.Move;
import dev.keyway.classify.Outcome;
import dev.keyway.classify.Outcome.Prefix;
import dev.keyway.classify.Outcome.Stage;
import dev.keyway.request.Surface;
import io.vertx.core.AsyncResult;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt on the wire: sends it, holds back what comes until it can be judged, and reports one
 * {@link Outcome}, no more. Within that report it is said what becomes of the answer: it is passed
 * on ({@link #passTo}) or {@linkplain #discard discarded}. Runs on one event loop.
 */
final class UpstreamCall {

  private static final Logger LOG = LoggerFactory.getLogger(UpstreamCall.class);

  private final Upstreams upstreams;
  private final Move.Send send;
  private final Surface surface;
  private final Mishap mishap;
  private final Consumer<Outcome> report;
  private final AttemptTimes times;

  private Stage stage = Stage.CONNECT;
  private boolean bodySent;
  private boolean reported;
  private boolean discarded;

  /** Nothing more comes of the answer: it has ended, or broken off. */
  private boolean over;

  private boolean broken;
  private @Nullable HttpClientRequest request;
  private @Nullable HttpClientResponse response;
  private @Nullable BodySending sending;
  private @Nullable HeldAnswer held;
  private @Nullable Receiver receiver;

  /** Takes the rest of a passed answer. */
  interface Receiver {
    void data(Buffer data);

    void end();

    void broken();
  }

  UpstreamCall(
      Vertx vertx,
      Upstreams upstreams,
      Move.Send send,
      Surface surface,
      Mishap mishap,
      Consumer<Outcome> report) {
    this.upstreams = upstreams;
    this.send = send;
    this.surface = surface;
    this.mishap = mishap;
    this.report = report;
    this.times = new AttemptTimes(vertx, send, guarded(this::timeOver), guarded(this::guardOver));
  }

  void begin() {
    upstreams.open(send.call()).onComplete(opening -> mishap.guard(() -> opened(opening)));
  }

  /** The client has left. */
  void cancel() {
    report(new Outcome.Cancelled());
    discard();
  }

  /** Ends the call; nothing of it is wanted any more. */
  void discard() {
    discarded = true;
    times.stop();
    if (!over) {
      over = true;
      reset();
    }
  }

  /** The answer as far as it has come. Only for who has been told that there is one. */
  HeldAnswer held() {
    HeldAnswer present = held;
    if (present == null) {
      throw new IllegalStateException("nothing has been answered yet");
    }
    return present;
  }

  /** Whether what is held is all there is. */
  boolean whole() {
    return over && !broken;
  }

  /** Passes what comes after what was held. */
  void passTo(Receiver next) {
    receiver = next;
    if (broken) {
      next.broken();
    } else {
      resume();
    }
  }

  void pause() {
    if (response != null) {
      response.pause();
    }
  }

  void resume() {
    if (response != null) {
      response.resume();
    }
  }

  private void opened(AsyncResult<HttpClientRequest> opening) {
    if (opening.failed()) {
      report(new Outcome.Broken(Breakage.whileConnecting(opening.cause()), false));
      return;
    }
    HttpClientRequest opened = opening.result();
    request = opened;
    if (discarded || reported) {
      reset();
      return;
    }
    stage = Stage.SEND;
    opened.exceptionHandler(failure -> mishap.guard(() -> broken(failure)));
    opened.response().onComplete(answer -> mishap.guard(() -> answered(answer)));
    try {
      sending = Upstreams.fill(opened, send.call(), guarded(this::sent));
    } catch (IllegalArgumentException unsendable) {
      // A key with a line break in it, say. The next one may do better.
      LOG.warn(
          "an attempt at {} can't be sent: a header, perhaps its key, holds a character that no header may hold",
          send.call().shownTarget());
      reset();
      report(new Outcome.Broken(stage, false));
      return;
    }
    sending.begin();
  }

  private void answered(AsyncResult<HttpClientResponse> answer) {
    if (answer.failed()) {
      broken(answer.cause());
    } else if (discarded || reported) {
      reset();
    } else {
      head(answer.result());
    }
  }

  private void sent() {
    bodySent = true;
    if (stage == Stage.SEND) {
      stage = Stage.HEAD;
    }
  }

  private void head(HttpClientResponse answer) {
    response = answer;
    stage = Stage.BODY;
    HeldAnswer holding = new HeldAnswer(answer, surface, upstreams.settings());
    held = holding;
    if (holding.watch() != null) {
      times.streamBegun();
    } else if (holding.error()) {
      times.errorBegun();
    }
    answer.exceptionHandler(failure -> mishap.guard(() -> broken(failure)));
    answer.endHandler(end -> mishap.guard(this::ended));
    answer.handler(data -> mishap.guard(() -> data(data)));
  }

  private void data(Buffer data) {
    if (discarded) {
      return;
    }
    if (receiver != null) {
      receiver.data(data);
      return;
    }
    Prefix enough = held().add(data, !times.guardPending());
    if (enough != null) {
      reportAnswer(enough);
    }
  }

  private void ended() {
    if (over) {
      return;
    }
    over = true;
    times.stop();
    if (!bodySent) {
      // Answered before it was asked to the end: this connection is of no further use.
      reset();
    }
    if (receiver != null) {
      receiver.end();
    } else {
      reportEnd(held());
    }
  }

  private void reportEnd(HeldAnswer whole) {
    Prefix prefix = whole.atEnd();
    boolean good = prefix == Prefix.STREAM_CONTENT || prefix == Prefix.COMPLETE;
    if (good && whole.cutOff()) {
      report(new Outcome.Broken(stage, bodySent));
    } else {
      reportAnswer(prefix);
    }
  }

  private void broken(Throwable failure) {
    if (over) {
      return;
    }
    over = true;
    broken = true;
    stopSending();
    if (receiver != null) {
      receiver.broken();
    } else if (held != null && held.error()) {
      reportAnswer(Prefix.TRUNCATED);
    } else {
      report(new Outcome.Broken(stage, bodySent && !Breakage.refusedUnserved(failure)));
    }
  }

  private void reportAnswer(Prefix prefix) {
    if (!reported) {
      // What comes while the outcome is judged must wait until it is known where it goes.
      pause();
      report(held().answered(prefix));
    }
  }

  private void report(Outcome outcome) {
    if (!reported) {
      reported = true;
      times.stop();
      report.accept(outcome);
    }
  }

  /**
   * The attempt's time is over. A stream whose head has come keeps what is left of its guard time;
   * an error is judged by what has come of it.
   */
  private void timeOver() {
    if (held != null && held.error()) {
      reportAnswer(Prefix.TRUNCATED);
    } else if (!times.guardPending()) {
      report(new Outcome.TimedOut(stage, bodySent));
    }
  }

  /**
   * Reasoning models think longer than any time-out: a stream that has sent anything at all is
   * alive and let through. One that has sent nothing since its head has stalled when the attempt's
   * time is over too.
   */
  private void guardOver() {
    if (held().alive()) {
      reportAnswer(Prefix.STREAM_GUARD_OVER);
    } else if (!times.attemptPending()) {
      report(new Outcome.TimedOut(stage, bodySent));
    }
  }

  private void reset() {
    stopSending();
    if (request != null) {
      request.reset();
    }
  }

  private void stopSending() {
    if (sending != null) {
      sending.stop();
    }
  }

  private Runnable guarded(Runnable step) {
    return () -> mishap.guard(step);
  }
}
