package dev.keyway.relay;

import dev.keyway.refusal.ErrorCode;
import dev.keyway.refusal.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * What a client has yet to send of an upload whose beginning is kept. It stands still until
 * somebody takes it, and nothing of it is kept. Runs on one event loop.
 */
final class ClientRest {

  private final HttpServerRequest request;
  private final ClientLimits limits;
  private final long announced;
  private final Buffer excess;
  private final Watchdog silence;
  private @Nullable Taker taker;
  private long received;

  /** How far it had come when the client last kept up. */
  private long keptUp;

  private boolean flowing;

  /** Takes the rest as it comes. After an end or a refusal nothing more is said. */
  interface Taker {
    void data(Buffer data);

    void end();

    /** It does not come, or is too much. */
    void refused(Refusal refusal);
  }

  /**
   * @param request paused
   * @param announced bytes of the whole body, or -1 where only its end will tell
   * @param kept bytes of the body that came before
   * @param excess what came with the last of them
   */
  ClientRest(
      AlarmClock clock,
      HttpServerRequest request,
      ClientLimits limits,
      long announced,
      long kept,
      Buffer excess) {
    this.request = request;
    this.limits = limits;
    this.announced = announced;
    this.received = kept;
    this.excess = excess;
    this.silence = new Watchdog(clock, limits.bodyTimeout(), this::silent);
  }

  /** How many bytes are to come, or -1 where only their end will tell. To be asked before. */
  long length() {
    return announced < 0 ? -1 : announced - received;
  }

  /** Hands it to whoever asks first, beginning at once. */
  void takenBy(Taker next) {
    taker = next;
    flowing = true;
    keepsUp();
    request.handler(this::data);
    request.endHandler(end -> end());
    data(excess);
    if (flowing) {
      request.resume();
    }
  }

  /** The taker does not keep up: meanwhile the client may be silent. */
  void pause() {
    flowing = false;
    silence.stop();
    request.pause();
  }

  void resume() {
    if (taker != null && !flowing) {
      flowing = true;
      keepsUp();
      request.resume();
    }
  }

  /** Nobody wants more of it. */
  void stop() {
    if (taker != null) {
      taker = null;
      pause();
    }
  }

  private void data(Buffer data) {
    Taker present = taker;
    if (present == null) {
      return;
    }
    received += data.length();
    if (received > limits.uploadBytes()) {
      refuse(tooLarge(limits.uploadBytes()));
    } else {
      if (received - keptUp >= limits.requestBodyBytes()) {
        keepsUp();
      }
      present.data(data);
    }
  }

  private void end() {
    Taker present = taker;
    if (present == null) {
      return;
    }
    if (announced >= 0 && received != announced) {
      refuse(
          Refusal.of(
              ErrorCode.INVALID_REQUEST_BODY,
              "the request's body has another length than its content-length says"));
      return;
    }
    taker = null;
    silence.stop();
    present.end();
  }

  /**
   * Of the rest as much must come in the same time as of what is kept: one byte a minute would hold
   * what an upload holds for ever.
   */
  private void keepsUp() {
    keptUp = received;
    silence.feed();
  }

  private void silent() {
    refuse(
        Refusal.of(
            ErrorCode.CLIENT_TIMEOUT,
            "no further %d bytes of the request's body, nor its end, came within %d ms"
                .formatted(limits.requestBodyBytes(), limits.bodyTimeout().toMillis())));
  }

  private void refuse(Refusal refusal) {
    Taker present = taker;
    stop();
    if (present != null) {
      present.refused(refusal);
    }
  }

  static Refusal tooLarge(long most) {
    return Refusal.of(
        ErrorCode.REQUEST_TOO_LARGE,
        "the request's body is larger than the %d bytes of an upload that this gateway takes (limits.upload)"
            .formatted(most));
  }
}
