package dev.keyway.relay;

import dev.keyway.http.Answer;
import dev.keyway.http.Headers;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;

/**
 * The answer to one client's request, and its end, told once: it went out, or its client left
 * before that. Runs on one event loop.
 */
final class Reply {

  /**
   * How long a client that is answered before it has sent its whole body may go on sending. Closing
   * at once could destroy the answer on its way (RFC 9112, section 9.6).
   */
  private static final Duration LINGER = Duration.ofSeconds(1);

  /** RFC 9113, section 7. */
  private static final long NO_ERROR = 0;

  private static final long INTERNAL_ERROR = 2;

  private final AlarmClock clock;
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final Runnable over;
  private final Runnable sent;
  private Runnable whenLeft = () -> {};
  private boolean finished;
  private boolean closing;
  private boolean unread;

  /**
   * @param over runs when the answer has been written or the client has left
   * @param sent runs when the answer has gone out to the last byte or the client has left
   */
  Reply(AlarmClock clock, HttpServerRequest request, Runnable over, Runnable sent) {
    this.clock = clock;
    this.request = request;
    this.response = request.response();
    this.over = over;
    this.sent = sent;
    response.endHandler(ended -> finish());
    response.closeHandler(closed -> left());
    response.exceptionHandler(failure -> left());
    request.exceptionHandler(failure -> left());
  }

  /** Runs when the client leaves before it has its answer. */
  void whenLeft(Runnable action) {
    whenLeft = action;
  }

  /** Whether nobody waits for an answer: it has gone out, or the client has left. */
  boolean finished() {
    return finished;
  }

  /** Answers with what Keyway says itself. Does nothing when it is too late for that. */
  void answer(Answer answer) {
    if (finished || response.headWritten()) {
      return;
    }
    // An answer may have been prepared, and a defect met before it went out.
    response.headers().clear();
    response.setStatusCode(answer.status());
    answer.headers().forEach((name, value) -> response.headers().add(name, value));
    expectUnread();
    end(Buffer.buffer(answer.body()));
  }

  /** A client that is answered before it has sent its whole body is answered for the last time. */
  private void expectUnread() {
    unread = !request.isEnded() && bringsBody();
    if (unread) {
      announceEnd();
    }
  }

  /**
   * Begins to pass a provider's answer.
   *
   * @param headers all but those that frame the body
   * @param length of the body, or -1 where only its end will tell
   */
  void begin(int status, Headers headers, long length) {
    expectUnread();
    response.setStatusCode(status);
    headers.forEach((name, value) -> response.headers().add(name, value));
    response.headers().remove("content-length");
    if (length >= 0) {
      response.putHeader("content-length", Long.toString(length));
    } else {
      response.setChunked(true);
      if (request.version() == HttpVersion.HTTP_1_0) {
        // Its clients know no chunks: the end of the connection is the end of the body.
        closing = true;
        announceEnd();
      }
    }
  }

  void write(Buffer data) {
    response.write(data);
  }

  /** Whether the client does not keep up. */
  boolean full() {
    return response.writeQueueFull();
  }

  /** Runs each time the client has caught up. */
  void whenDrained(Runnable action) {
    response.drainHandler(drained -> action.run());
  }

  void end(Buffer last) {
    Future<Void> gone = response.end(last);
    boolean more = unread && !request.isEnded();
    boolean ends = closing || (unread && !more && !http2());
    gone.onComplete(done -> {
      sent.run();
      if (ends) {
        request.connection().close();
      }
    });
    if (more) {
      dropRest();
    }
  }

  /** Cuts the answer off, so that its client can see that it is not whole. */
  void cut() {
    response.reset(INTERNAL_ERROR);
  }

  /** Whether anything of the answer has been written. */
  boolean begun() {
    return response.headWritten();
  }

  /** Says that the connection ends with this answer. Late, for the library has its own opinion. */
  private void announceEnd() {
    if (!http2()) {
      response.headersEndHandler(head -> response.headers().set("connection", "close"));
    }
  }

  /** RFC 9112, section 6: what announces no body has none. In HTTP/2 only the end of it tells. */
  private boolean bringsBody() {
    return http2()
        || request.headers().contains("content-length")
        || request.headers().contains("transfer-encoding");
  }

  private void dropRest() {
    Alarm linger = new Alarm(clock);
    request.handler(data -> {});
    request.endHandler(end -> {
      linger.cancel();
      hangUp();
    });
    linger.set(LINGER, this::hangUp);
    request.resume();
  }

  private void hangUp() {
    if (!http2()) {
      request.connection().close();
    } else if (!request.isEnded()) {
      response.reset(NO_ERROR);
    }
  }

  private boolean http2() {
    return request.version() == HttpVersion.HTTP_2;
  }

  private void finish() {
    if (!finished) {
      finished = true;
      over.run();
    }
  }

  private void left() {
    if (!finished) {
      finish();
      sent.run();
      whenLeft.run();
    }
  }
}
