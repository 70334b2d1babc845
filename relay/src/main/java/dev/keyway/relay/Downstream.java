package dev.keyway.relay;

import dev.keyway.Exchange;
import dev.keyway.Move;
import dev.keyway.http.ByteSlice;
import dev.keyway.http.Headers;
import dev.keyway.record.DecisionRecord.Ending;
import dev.keyway.refusal.ErrorCode;
import dev.keyway.refusal.Refusal;
import dev.keyway.request.Surface;
import dev.keyway.stream.BodyUsage;
import dev.keyway.stream.StreamWatch;
import dev.keyway.stream.Usage;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Passes one committed answer to the client, byte for byte, with back-pressure. Runs on one event
 * loop.
 */
final class Downstream implements UpstreamCall.Receiver {

  private static final byte[] END_OF_EVENT = "\n\n".getBytes(StandardCharsets.US_ASCII);

  private final Reply reply;
  private final UpstreamCall call;
  private final Exchange exchange;
  private final Surface surface;
  private final Move.Pass pass;
  private final @Nullable StreamWatch watch;
  private final Watchdog silence;
  private final Watchdog stall;
  private boolean wholeAtOnce;
  private boolean over;

  /**
   * @param clientIdle how long a client may take nothing
   */
  Downstream(
      Vertx vertx,
      Reply reply,
      UpstreamCall call,
      Exchange exchange,
      Surface surface,
      Move.Pass pass,
      Duration clientIdle) {
    this.reply = reply;
    this.call = call;
    this.exchange = exchange;
    this.surface = surface;
    this.pass = pass;
    this.watch = call.held().watch();
    this.silence = new Watchdog(vertx, pass.idleTimeout(), this::silent);
    this.stall = new Watchdog(vertx, clientIdle, this::stalled);
  }

  /** Begins to pass the answer; what is held goes first. */
  void begin() {
    HeldAnswer held = call.held();
    Buffer first = Bytes.buffer(held.bytes());
    reply.begin(pass.status(), headers(), length(held));
    wholeAtOnce = call.whole();
    if (wholeAtOnce) {
      over(Ending.COMPLETE);
      reply.end(first);
      return;
    }
    reply.whenDrained(this::drained);
    send(first);
    call.passTo(this);
  }

  /** The client has left: nothing more is wanted of the provider. */
  void clientLeft() {
    over(Ending.CLIENT_LEFT);
    call.discard();
  }

  @Override
  public void data(Buffer data) {
    if (over) {
      return;
    }
    if (watch != null) {
      ByteSlice bytes = Bytes.of(data);
      watch.feed(bytes.bytes(), bytes.offset(), bytes.length());
    }
    send(data);
  }

  @Override
  public void end() {
    if (over) {
      return;
    }
    if (watch != null) {
      boolean inEvent = inEvent();
      watch.end();
      if (!watch.whole() && !watch.failed()) {
        breakOff(Ending.PROVIDER_BROKE, brokeOff(), inEvent);
        return;
      }
    }
    over(Ending.COMPLETE);
    reply.end(Buffer.buffer());
  }

  @Override
  public void broken() {
    breakOff(Ending.PROVIDER_BROKE, brokeOff(), inEvent());
  }

  private static Refusal brokeOff() {
    return Refusal.of(
        ErrorCode.UPSTREAM_UNREACHABLE,
        "the provider broke off in the middle of its answer; send the request again");
  }

  private boolean inEvent() {
    return watch != null && !watch.betweenEvents();
  }

  private Headers headers() {
    return watch == null
        ? pass.headers()
        // nginx-based hosts hold streams back unless told not to.
        : pass.headers().toBuilder().set("x-accel-buffering", "no").build();
  }

  /** A stream may yet end with an error of ours, so it is not held to a length. */
  private long length(HeldAnswer held) {
    if (call.whole()) {
      return held.bytes().length();
    }
    return watch == null ? held.announcedLength() : -1;
  }

  private void send(Buffer data) {
    reply.write(data);
    if (reply.full()) {
      // A slow reader is no silence of the provider's.
      silence.stop();
      stall.feed();
      call.pause();
    } else {
      silence.feed();
    }
  }

  private void drained() {
    if (!over) {
      stall.stop();
      silence.feed();
      call.resume();
    }
  }

  private void silent() {
    breakOff(
        Ending.PROVIDER_SILENT,
        Refusal.of(
            ErrorCode.TIMEOUT,
            "the provider fell silent for "
                + pass.idleTimeout().toMillis()
                + " ms (stream_idle_timeout) in the middle of its answer"),
        inEvent());
    call.discard();
  }

  private void stalled() {
    clientLeft();
    reply.cut();
  }

  /**
   * After content has gone out nothing is replayed: a stream ends with an error in its dialect,
   * anything else is cut off.
   */
  private void breakOff(Ending ending, Refusal refusal, boolean inEvent) {
    if (over) {
      return;
    }
    over(ending);
    if (watch == null) {
      reply.cut();
      return;
    }
    if (inEvent) {
      reply.write(Buffer.buffer(END_OF_EVENT));
    }
    reply.end(Buffer.buffer(exchange.dialect().brokenStreamEnding(refusal)));
  }

  private void over(Ending ending) {
    if (!over) {
      over = true;
      silence.stop();
      stall.stop();
      exchange.finished(usage(), ending);
    }
  }

  private Usage usage() {
    if (watch != null) {
      return watch.usage();
    }
    return wholeAtOnce ? BodyUsage.read(surface, call.held().decoded()) : Usage.UNKNOWN;
  }
}
