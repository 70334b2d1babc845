package dev.keyway.relay;

import dev.keyway.Exchange;
import dev.keyway.Move;
import dev.keyway.http.ByteSlice;
import dev.keyway.http.Headers;
import dev.keyway.record.DecisionRecord.Ending;
import dev.keyway.refusal.ErrorCode;
import dev.keyway.refusal.Refusal;
import dev.keyway.stream.EventEditor;
import dev.keyway.stream.StreamWatch;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Passes one committed answer to the client as it comes, with back-pressure: byte for byte, or each
 * event of a stream edited. Events go out whole, but for large ones; those that came together go
 * out together. Runs on one event loop.
 */
final class Downstream implements Passing, UpstreamCall.Receiver {

  private static final byte[] END_OF_EVENT = "\n\n".getBytes(StandardCharsets.US_ASCII);
  private static final ByteSlice NOTHING = ByteSlice.of(new byte[0]);

  private final Reply reply;
  private final UpstreamCall call;
  private final Exchange exchange;
  private final Move.Pass pass;
  private final @Nullable StreamWatch watch;
  private final @Nullable StreamEdit editing;
  private final UsageMeter meter;
  private final boolean wholeAtOnce;
  private final Watchdog silence;
  private final Watchdog stall;

  /** Whether the answer came to its end while an edit was under way. */
  private boolean ending;

  /** Whether the provider is not read from while an edit is under way. */
  private boolean waiting;

  private boolean over;

  /** What waits until the loop has taken all that has come: each write is a system call. */
  private final Gathered gathered = new Gathered(this::write);

  /**
   * @param editing what changes a stream, or null
   * @param clientIdle how long a client may take nothing
   */
  Downstream(
      AlarmClock clock,
      Reply reply,
      UpstreamCall call,
      Exchange exchange,
      Move.Pass pass,
      @Nullable StreamEdit editing,
      Duration clientIdle) {
    this.reply = reply;
    this.call = call;
    this.exchange = exchange;
    this.pass = pass;
    this.watch = call.held().watch();
    this.wholeAtOnce = call.whole();
    this.meter = new UsageMeter(call.held(), exchange.surface(), wholeAtOnce);
    this.editing =
        editing == null && watch != null && !wholeAtOnce ? new WholeEvents(watch) : editing;
    this.silence = new Watchdog(clock, pass.idleTimeout(), this::silent);
    this.stall = new Watchdog(clock, clientIdle, this::stalled);
  }

  @Override
  public void begin() {
    HeldAnswer held = call.held();
    reply.begin(pass.status(), headers(), length(held));
    if (editing != null) {
      reply.whenDrained(this::drained);
      editing.take(held.bytes(), this::first);
    } else if (wholeAtOnce) {
      over(Ending.COMPLETE);
      reply.end(Bytes.buffer(held.bytes()));
    } else {
      reply.whenDrained(this::drained);
      write(Bytes.buffer(held.bytes()));
      call.passTo(this);
    }
  }

  @Override
  public void clientLeft() {
    over(Ending.CLIENT_LEFT);
    call.discard();
  }

  @Override
  public void data(Buffer data) {
    if (over) {
      return;
    }
    ByteSlice bytes = Bytes.of(data);
    meter.follow(bytes);
    if (editing == null) {
      send(data);
    } else {
      editing.take(bytes, this::further);
      waiting = editing.busy();
    }
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
    if (editing == null) {
      over(Ending.COMPLETE);
      reply.end(gathered.taken());
    } else {
      editing.end(NOTHING, this::last);
    }
  }

  @Override
  public void broken() {
    if (hasEnded()) {
      endNow();
    } else {
      breakOff(Ending.PROVIDER_BROKE, brokeOff(), inEvent());
    }
  }

  /** Whether the terminator has come: what becomes of the connection then is of no account. */
  private boolean hasEnded() {
    return watch != null && watch.terminated();
  }

  /** Nothing more comes, or need come: at once, or when what is being edited has gone out. */
  private void endNow() {
    if (editing != null && editing.busy()) {
      ending = true;
    } else {
      end();
    }
  }

  private void first(ByteSlice edited) {
    pass(edited);
    if (!over && wholeAtOnce && editing != null) {
      editing.end(NOTHING, this::last);
    } else if (!over) {
      call.passTo(this);
    }
  }

  private void further(ByteSlice edited) {
    pass(edited);
    if (!over && ending) {
      end();
    } else if (!over && waiting && !reply.full()) {
      call.resume();
    }
    waiting = false;
  }

  private void last(ByteSlice edited) {
    pass(edited);
    if (!over) {
      over(Ending.COMPLETE);
      reply.end(gathered.taken());
    }
  }

  /** Sends what an edit made of something. */
  private void pass(ByteSlice edited) {
    if (over) {
      return;
    }
    if (edited.length() > 0) {
      send(Bytes.buffer(edited));
    } else if (!reply.full()) {
      silence.feed();
    }
    if (editing != null && editing.stuck()) {
      withhold();
    }
  }

  private void withhold() {
    Refusal refusal =
        Refusal.of(
            ErrorCode.ANSWER_WITHHELD,
            "the policy edits the events of streams, and the next one could not be edited or is larger than "
                + EventEditor.MOST_EVENT_BYTES
                + " bytes, so the rest is withheld");
    if (reply.begun()) {
      breakOff(Ending.WITHHELD, refusal, false);
    } else {
      over = true;
      stop();
      reply.answer(exchange.withheld(refusal, meter.usage(), Ending.WITHHELD));
    }
    call.discard();
  }

  static Refusal brokeOff() {
    return Refusal.of(
        ErrorCode.UPSTREAM_UNREACHABLE,
        "the provider broke off in the middle of its answer; send the request again");
  }

  private boolean inEvent() {
    return watch != null && (editing == null ? !watch.betweenEvents() : editing.inEvent());
  }

  private Headers headers() {
    return watch == null
        ? pass.headers()
        // nginx-based hosts hold streams back unless told not to.
        : pass.headers().toBuilder().set("x-accel-buffering", "no").build();
  }

  /** A stream may yet end with an error of ours, so it is not held to a length. */
  private long length(HeldAnswer held) {
    if (wholeAtOnce && editing == null) {
      return held.bytes().length();
    }
    return watch == null ? held.announcedLength() : -1;
  }

  /** What comes first goes out at once. */
  private void send(Buffer data) {
    if (reply.begun()) {
      gathered.add(data);
    } else {
      write(data);
    }
  }

  private void write(Buffer data) {
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
      if (editing == null || !editing.busy()) {
        silence.feed();
        call.resume();
      }
    }
  }

  private void silent() {
    if (hasEnded()) {
      endNow();
    } else {
      breakOff(Ending.PROVIDER_SILENT, fellSilent(pass), inEvent());
    }
    call.discard();
  }

  static Refusal fellSilent(Move.Pass pass) {
    return Refusal.of(
        ErrorCode.TIMEOUT,
        "the provider fell silent for "
            + pass.idleTimeout().toMillis()
            + " ms (stream_idle_timeout) in the middle of its answer");
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
    Buffer before = gathered.taken();
    if (before.length() > 0) {
      reply.write(before);
    }
    if (watch == null) {
      reply.cut();
      return;
    }
    if (inEvent) {
      reply.write(Buffer.buffer(END_OF_EVENT));
    }
    reply.end(Buffer.buffer(watch.ending(refusal)));
  }

  private void over(Ending ending) {
    if (!over) {
      over = true;
      stop();
      exchange.finished(meter.usage(), ending);
    }
  }

  private void stop() {
    gathered.hold();
    silence.stop();
    stall.stop();
  }
}
