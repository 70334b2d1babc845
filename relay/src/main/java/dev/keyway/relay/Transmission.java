package dev.keyway.relay;

import dev.keyway.provider.PreparedAttempt;
import io.vertx.core.AsyncResult;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One sending of a request, on one connection. Runs on one event loop. */
final class Transmission {

  private final HttpClientRequest request;
  private final Events events;
  private final @Nullable RestSending rest;
  private final Duration staleWithin;
  private final AnswerWatch watch;

  /** Whether the connection had answered before this request went out on it. */
  private final boolean kept;

  private @Nullable BodySending sending;
  private boolean whole;
  private long sentAtNanos;

  /** What happens to it. */
  interface Events {

    /** The provider's side has taken the last byte. */
    void sent(Transmission of);

    void answered(Transmission of, HttpClientResponse head);

    void broken(Transmission of, Throwable failure);
  }

  /**
   * @param opened a request of which nothing has been said yet
   * @param rest what follows the attempt's body, or null
   * @param staleWithin as in {@link UpstreamSettings}
   */
  Transmission(
      HttpClientRequest opened, @Nullable RestSending rest, Duration staleWithin, Events events) {
    this.request = opened;
    this.rest = rest;
    this.staleWithin = staleWithin;
    this.events = events;
    this.watch = AnswerWatch.of(opened.connection());
    this.kept = watch.answered();
  }

  /**
   * @throws IllegalArgumentException when a header can't be sent; its text quotes nothing
   */
  void begin(PreparedAttempt call) {
    request.exceptionHandler(failure -> events.broken(this, failure));
    request.response().onComplete(this::response);
    BodySending body = Upstreams.fill(request, call, rest, this::sent);
    sending = body;
    body.begin();
  }

  /** Whether the request has gone out to its end. */
  boolean whole() {
    return whole;
  }

  /** Begins with no rest that has not been begun with. */
  void hold() {
    if (sending != null) {
      sending.hold();
    }
  }

  /** Whether the rest of an upload has begun to go out: what went out can't be sent again. */
  boolean restBegun() {
    return rest != null && rest.begun();
  }

  /** Sends nothing more. */
  void stop() {
    if (sending != null) {
      sending.stop();
    }
  }

  /** Nothing of an answer is wanted any more. */
  void reset() {
    stop();
    request.reset();
    if (sending != null && !whole) {
      // Else the connection would stay until the provider takes what waits to be sent.
      cutConnection();
    }
  }

  /**
   * Keeps the connection from being used again, although the answer has ended: the library resets
   * nothing of HTTP/1.1 then.
   */
  void spoilConnection() {
    reset();
    cutConnection();
  }

  private void cutConnection() {
    if (request.version() != HttpVersion.HTTP_2) {
      AnswerWatch.cut(request.connection());
    }
  }

  /**
   * Whether the provider says by this failure that it has done nothing with the request: it refused
   * the stream, or went away naming an earlier one as its last (RFC 9113, section 8.7).
   */
  boolean unserved(Throwable failure) {
    return Breakage.refusedUnserved(failure) || request.streamId() > watch.lastStream();
  }

  /**
   * Whether a kept connection was closed under the request without a byte of an answer, so that the
   * provider may never have seen it. One that is closed long after the request went out was at work
   * on it, or something on the way has lost its patience. HTTP/2 says outright what was not served.
   */
  boolean lostUnheard(Throwable failure) {
    boolean soon = !whole || System.nanoTime() - sentAtNanos < staleWithin.toNanos();
    return kept
        && soon
        && request.version() != HttpVersion.HTTP_2
        && !watch.heard()
        && Breakage.connectionLost(failure);
  }

  private void sent() {
    whole = true;
    sentAtNanos = System.nanoTime();
    events.sent(this);
  }

  private void response(AsyncResult<HttpClientResponse> answer) {
    if (answer.failed()) {
      events.broken(this, answer.cause());
    } else {
      watch.answerBegun();
      answer.result().exceptionHandler(failure -> events.broken(this, failure));
      events.answered(this, answer.result());
    }
  }
}
