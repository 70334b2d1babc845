package dev.keyway.relay;

import dev.keyway.Move;
import dev.keyway.classify.Outcome;
import dev.keyway.classify.Outcome.Prefix;
import dev.keyway.classify.Outcome.Stage;
import dev.keyway.request.Surface;
import io.vertx.core.AsyncResult;
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
final class UpstreamCall implements Transmission.Events {

  private static final Logger LOG = LoggerFactory.getLogger(UpstreamCall.class);

  /** RFC 9110, section 15.5.8. */
  private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

  private final AlarmClock clock;
  private final Dialer dialer;
  private final Move.Send send;
  private final Surface surface;
  private final @Nullable Upload upload;
  private final Mishap mishap;
  private final Consumer<Outcome> report;
  private final Runnable sentAgain;
  private final AttemptTimes times;

  private Stage stage = Stage.CONNECT;

  /** Whether an earlier sending of the same request may have been served. */
  private boolean mayHaveBeenServed;

  private boolean resent;
  private boolean reported;
  private boolean discarded;

  /** Nothing more comes of the answer: it has ended, or broken off. */
  private boolean over;

  private boolean broken;

  private @Nullable Transmission transmission;
  private @Nullable HttpClientResponse response;
  private @Nullable HeldAnswer held;
  private @Nullable Receiver receiver;

  /** Takes the rest of a passed answer. */
  interface Receiver {
    void data(Buffer data);

    void end();

    void broken();
  }

  /**
   * @param upload what follows the attempt's body, or null
   * @param report gets what became of the attempt, once
   * @param sentAgain runs when the request goes out once more within the attempt
   */
  UpstreamCall(
      AlarmClock clock,
      Dialer dialer,
      Move.Send send,
      Surface surface,
      @Nullable Upload upload,
      Mishap mishap,
      Consumer<Outcome> report,
      Runnable sentAgain) {
    this.clock = clock;
    this.dialer = dialer;
    this.send = send;
    this.surface = surface;
    this.upload = upload;
    this.mishap = mishap;
    this.report = report;
    this.sentAgain = sentAgain;
    this.times = new AttemptTimes(clock, send, guarded(this::timeOver), guarded(this::guardOver));
  }

  void begin() {
    dialer.open(send.call()).onComplete(opening -> mishap.guard(() -> opened(opening)));
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
      if (transmission != null) {
        transmission.reset();
      }
    }
  }

  /** The request can't be sent to its end: an answer that is passed on already breaks off. */
  void breakOff() {
    if (!over) {
      over = true;
      broken = true;
      if (transmission != null) {
        transmission.reset();
      }
      if (receiver != null) {
        receiver.broken();
      }
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
      report(new Outcome.Broken(Breakage.whileConnecting(opening.cause()), mayHaveBeenServed));
      return;
    }
    Transmission next =
        new Transmission(
            opening.result(), rest(opening.result()), dialer.settings().staleWithin(), this);
    transmission = next;
    if (discarded || reported) {
      next.reset();
      return;
    }
    stage = Stage.SEND;
    try {
      next.begin(send.call());
    } catch (IllegalArgumentException unsendable) {
      // A key with a line break in it, say. The next one may do better.
      LOG.warn(
          "an attempt at {} can't be sent: a header, perhaps its key, holds a character that no header may hold",
          send.call().shownTarget());
      next.reset();
      report(new Outcome.Broken(stage, mayHaveBeenServed));
    }
  }

  private @Nullable RestSending rest(HttpClientRequest opened) {
    return upload == null
        ? null
        : new RestSending(clock, opened, send.call().settled(), upload, times, mishap);
  }

  @Override
  public void sent(Transmission of) {
    if (of == transmission && stage == Stage.SEND) {
      stage = Stage.HEAD;
    }
  }

  @Override
  public void answered(Transmission of, HttpClientResponse head) {
    mishap.guard(() -> {
      if (discarded || reported) {
        of.reset();
      } else if (head.statusCode() == PROXY_AUTHENTICATION_REQUIRED
          && dialer.asksProxy(send.call())) {
        refusedByProxy(of);
      } else {
        hold(of, head);
      }
    });
  }

  @Override
  public void broken(Transmission of, Throwable failure) {
    mishap.guard(() -> lost(of, failure));
  }

  private void hold(Transmission of, HttpClientResponse answer) {
    response = answer;
    stage = Stage.BODY;
    HeldAnswer holding = new HeldAnswer(answer, surface, send.streamed(), dialer.settings());
    held = holding;
    if (holding.watch() != null) {
      times.streamBegun();
    } else if (holding.error()) {
      times.errorBegun();
      of.hold();
    }
    answer.endHandler(end -> mishap.guard(() -> ended(of)));
    answer.handler(data -> mishap.guard(() -> data(data)));
  }

  /** The egress proxy wants credentials: the provider has not seen the request. */
  private void refusedByProxy(Transmission of) {
    over = true;
    broken = true;
    of.reset();
    report(new Outcome.Broken(Stage.PROXY, mayHaveBeenServed));
  }

  private void data(Buffer data) {
    if (discarded) {
      return;
    }
    if (receiver != null) {
      receiver.data(data);
      return;
    }
    HeldAnswer holding = held();
    boolean wasStream = holding.watch() != null;
    Prefix enough = holding.add(data, !times.guardPending());
    if (!wasStream && holding.watch() != null) {
      times.streamBegun();
    }
    if (enough != null) {
      reportAnswer(enough);
    }
  }

  private void ended(Transmission of) {
    if (over) {
      return;
    }
    over = true;
    times.stop();
    if (!of.whole() || held().switchesProtocol()) {
      // Answered before it was asked to the end, or no HTTP follows.
      of.spoilConnection();
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
      report(new Outcome.Broken(stage, mayBeServed()));
    } else {
      reportAnswer(prefix);
    }
  }

  private void lost(Transmission of, Throwable failure) {
    if (over || of != transmission) {
      return;
    }
    of.stop();
    boolean unserved = of.unserved(failure);
    boolean repeatable = held == null && !resent && !reported && !of.restBegun();
    if (repeatable && (unserved || of.lostUnheard(failure))) {
      sendAgain(of, unserved);
      return;
    }
    over = true;
    broken = true;
    if (receiver != null) {
      receiver.broken();
    } else if (held != null && held.error()) {
      reportAnswer(Prefix.TRUNCATED);
    } else {
      Stage at = held == null && Breakage.ofTls(failure) ? Stage.TLS : stage;
      report(new Outcome.Broken(at, unserved ? mayHaveBeenServed : mayBeServed()));
    }
  }

  /**
   * Within the time and the number of this attempt: that a kept connection was closed says nothing
   * of the provider (RATIONALE).
   */
  private void sendAgain(Transmission lost, boolean unserved) {
    resent = true;
    mayHaveBeenServed = lost.whole() && !unserved;
    stage = Stage.CONNECT;
    transmission = null;
    sentAgain.run();
    dialer.openFresh(send.call()).onComplete(opening -> mishap.guard(() -> opened(opening)));
  }

  private boolean mayBeServed() {
    return mayHaveBeenServed || (transmission != null && transmission.whole());
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
      report(new Outcome.TimedOut(stage, mayBeServed()));
    }
  }

  /**
   * Reasoning models think longer than any time-out: a stream that has sent anything at all is
   * alive and let through. One that has sent nothing since its head has stalled when the attempt's
   * time is over too.
   */
  private void guardOver() {
    if (held().alive() && held().watch() != null) {
      reportAnswer(Prefix.STREAM_GUARD_OVER);
    } else if (!times.attemptPending()) {
      report(new Outcome.TimedOut(stage, mayBeServed()));
    }
  }

  private Runnable guarded(Runnable step) {
    return () -> mishap.guard(step);
  }
}
