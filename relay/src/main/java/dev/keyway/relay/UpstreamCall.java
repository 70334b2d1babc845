package dev.keyway.relay;

import dev.keyway.Move;
import dev.keyway.classify.Outcome;
import dev.keyway.classify.Outcome.Prefix;
import dev.keyway.classify.Outcome.Stage;
import dev.keyway.http.ByteSlice;
import dev.keyway.http.Headers;
import dev.keyway.request.Surface;
import dev.keyway.stream.StreamWatch;
import io.vertx.core.AsyncResult;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One attempt on the wire: sends it, holds back what comes until it can be judged, and reports one
 * {@link Outcome}. After that the answer is either passed on ({@link #passTo}) or {@linkplain
 * #discard discarded}. Runs on one event loop.
 */
final class UpstreamCall {

  private final Upstreams upstreams;
  private final Move.Send send;
  private final Surface surface;
  private final Consumer<Outcome> report;

  private final Buffer held = Buffer.buffer();
  private Stage stage = Stage.CONNECT;
  private boolean bodySent;
  private boolean reported;
  private boolean discarded;
  private boolean ended;
  private final Alarm attemptAlarm;
  private final Alarm guardAlarm;
  private Holding holding = Holding.ERROR;
  private @Nullable HttpClientRequest request;
  private @Nullable HttpClientResponse response;
  private @Nullable StreamWatch watch;
  private @Nullable Receiver receiver;

  /** What is held back of an answer, and until when. */
  private enum Holding {
    /** The first bytes of an answer that is no success. */
    ERROR,
    /** All of an answer. */
    WHOLE,
    /** A stream until its first content. */
    STREAM
  }

  /** Takes the rest of a passed answer. */
  interface Receiver {
    void data(Buffer data);

    void end();

    void broken();
  }

  UpstreamCall(
      Vertx vertx, Upstreams upstreams, Move.Send send, Surface surface, Consumer<Outcome> report) {
    this.upstreams = upstreams;
    this.send = send;
    this.surface = surface;
    this.report = report;
    this.attemptAlarm = new Alarm(vertx);
    this.guardAlarm = new Alarm(vertx);
  }

  void begin() {
    attemptAlarm.set(send.timeout(), this::timeOver);
    upstreams.open(send.call()).onComplete(this::opened);
  }

  /** The client has left. */
  void cancel() {
    report(new Outcome.Cancelled());
    discard();
  }

  /** Ends the call; nothing of it is wanted any more. */
  void discard() {
    discarded = true;
    stopAlarms();
    HttpClientRequest present = request;
    if (present != null && !ended) {
      present.reset();
    }
  }

  /** What was held back when the outcome was reported. */
  Buffer held() {
    return held;
  }

  /** Whether what is held is all there is. */
  boolean whole() {
    return ended;
  }

  /** The watch over a stream, or null when the answer is none. */
  @Nullable StreamWatch watch() {
    return watch;
  }

  /** The length of the whole body as the provider announced it, or -1. */
  long announcedLength() {
    String length = response == null ? null : response.getHeader("content-length");
    try {
      return length == null ? -1 : Long.parseLong(length);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** Passes what comes after what was held. */
  void passTo(Receiver next) {
    receiver = next;
    resume();
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
      opened.reset();
      return;
    }
    stage = Stage.SEND;
    Buffer body = Upstreams.body(send.call().body());
    opened.putHeader("content-length", Integer.toString(body.length()));
    opened.exceptionHandler(this::broken);
    opened
        .response()
        .onComplete(answer -> {
          if (answer.succeeded()) {
            head(answer.result());
          } else {
            broken(answer.cause());
          }
        });
    opened.end(body).onSuccess(done -> sent());
  }

  private void sent() {
    bodySent = true;
    if (stage == Stage.SEND) {
      stage = Stage.HEAD;
    }
  }

  private void head(HttpClientResponse answer) {
    response = answer;
    if (discarded || reported) {
      discard();
      return;
    }
    stage = Stage.BODY;
    holding = holding(answer);
    if (holding == Holding.STREAM) {
      watch = StreamWatch.of(surface);
      guardAlarm.set(send.streamGuard(), this::guardOver);
    }
    answer.exceptionHandler(this::broken);
    answer.endHandler(end -> ended());
    answer.handler(this::data);
  }

  private static Holding holding(HttpClientResponse answer) {
    if (answer.statusCode() < 200 || answer.statusCode() > 299) {
      return Holding.ERROR;
    }
    String type = answer.getHeader("content-type");
    boolean events = type != null && type.toLowerCase(Locale.ROOT).startsWith("text/event-stream");
    return events && ContentCoding.isPlain(answer) ? Holding.STREAM : Holding.WHOLE;
  }

  private void data(Buffer data) {
    if (receiver != null) {
      watch(data);
      receiver.data(data);
      return;
    }
    if (discarded) {
      return;
    }
    held.appendBuffer(data);
    UpstreamSettings settings = upstreams.settings();
    switch (holding) {
      case ERROR -> reportWhenOver(settings.heldErrorBytes(), Prefix.TRUNCATED);
      case WHOLE -> reportWhenOver(settings.heldAnswerBytes(), Prefix.TRUNCATED);
      case STREAM -> {
        switch (watch(data)) {
          case CONTENT -> reportAnswer(Prefix.STREAM_CONTENT);
          case ERROR -> reportAnswer(Prefix.STREAM_ERROR);
          case WAITING ->
              reportWhenOver(
                  guardAlarm.pending() ? settings.heldStreamBytes() : 0, Prefix.STREAM_GUARD_OVER);
        }
      }
    }
  }

  private StreamWatch.State watch(Buffer data) {
    StreamWatch present = watch;
    return present == null
        ? StreamWatch.State.WAITING
        : present.feed(data.getBytes(), 0, data.length());
  }

  private void ended() {
    ended = true;
    stopAlarms();
    if (receiver != null) {
      receiver.end();
    } else {
      reportAnswer(holding == Holding.STREAM ? Prefix.STREAM_EMPTY : Prefix.COMPLETE);
    }
  }

  private void broken(Throwable failure) {
    if (ended || discarded) {
      return;
    }
    if (receiver != null) {
      ended = true;
      receiver.broken();
    } else {
      report(new Outcome.Broken(stage, bodySent));
    }
  }

  private void reportWhenOver(int limit, Prefix prefix) {
    if (held.length() > limit) {
      reportAnswer(prefix);
    }
  }

  private void reportAnswer(Prefix prefix) {
    HttpClientResponse answer = response;
    if (answer == null || reported) {
      return;
    }
    // What comes while the outcome is judged must wait until it is known where it goes.
    answer.pause();
    Headers.Builder headers = Headers.builder();
    answer.headers().forEach(header -> headers.add(header.getKey(), header.getValue()));
    report(new Outcome.Answered(answer.statusCode(), headers.build(), prefix, judged(prefix)));
  }

  private ByteSlice judged(Prefix prefix) {
    StreamWatch present = watch;
    if (prefix == Prefix.STREAM_ERROR && present != null) {
      return present.errorData();
    }
    return ContentCoding.decoded(response, held.getBytes(), upstreams.settings().heldAnswerBytes());
  }

  private void report(Outcome outcome) {
    if (reported) {
      return;
    }
    reported = true;
    stopAlarms();
    report.accept(outcome);
  }

  /**
   * The attempt's time is over; a stream whose head has come keeps what is left of its guard time.
   */
  private void timeOver() {
    if (!guardAlarm.pending()) {
      report(new Outcome.TimedOut(stage, bodySent));
    }
  }

  /**
   * Reasoning models think longer than any time-out: a stream that has sent anything at all is
   * alive and let through. One that has sent nothing since its head has stalled when the attempt's
   * time is over too.
   */
  private void guardOver() {
    if (held.length() > 0) {
      reportAnswer(Prefix.STREAM_GUARD_OVER);
    } else if (!attemptAlarm.pending()) {
      report(new Outcome.TimedOut(stage, bodySent));
    }
  }

  private void stopAlarms() {
    attemptAlarm.cancel();
    guardAlarm.cancel();
  }
}
