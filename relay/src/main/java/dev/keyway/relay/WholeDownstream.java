package dev.keyway.relay;

import dev.keyway.Exchange;
import dev.keyway.Move;
import dev.keyway.http.ByteSlice;
import dev.keyway.record.DecisionRecord.Ending;
import dev.keyway.refusal.ErrorCode;
import dev.keyway.refusal.Refusal;
import dev.keyway.stream.BodyUsage;
import dev.keyway.stream.StreamWatch;
import dev.keyway.stream.Usage;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Holds a committed answer, a stream's too, to its end, edits it as a whole, and sends what came of
 * it. What can't be held or edited is withheld: nothing of it goes out. Runs on one event loop.
 */
final class WholeDownstream implements Passing, UpstreamCall.Receiver {

  private final Reply reply;
  private final UpstreamCall call;
  private final Exchange exchange;
  private final Move.Pass pass;
  private final int mostBytes;
  private final Detour detour;
  private final Watchdog silence;
  private boolean over;

  /**
   * @param mostBytes how much of an answer is held, in its coding and out of it
   */
  WholeDownstream(
      AlarmClock clock,
      Reply reply,
      UpstreamCall call,
      Exchange exchange,
      Move.Pass pass,
      int mostBytes,
      Mishap mishap) {
    this.reply = reply;
    this.call = call;
    this.exchange = exchange;
    this.pass = pass;
    this.mostBytes = mostBytes;
    this.detour = new Detour(mishap);
    this.silence = new Watchdog(clock, pass.idleTimeout(), this::silent);
  }

  @Override
  public void begin() {
    if (call.whole()) {
      edit();
    } else if (isTooLong()) {
      withhold(tooLong(), Ending.WITHHELD);
    } else {
      silence.feed();
      call.passTo(this);
    }
  }

  @Override
  public void clientLeft() {
    if (!over) {
      over();
      exchange.finished(usageOfStream(), Ending.CLIENT_LEFT);
    }
    call.discard();
  }

  @Override
  public void data(Buffer data) {
    if (over) {
      return;
    }
    call.held().keep(data);
    if (isTooLong()) {
      withhold(tooLong(), Ending.WITHHELD);
    } else {
      silence.feed();
    }
  }

  @Override
  public void end() {
    if (over) {
      return;
    }
    StreamWatch watch = call.held().watch();
    if (watch != null) {
      watch.end();
    }
    if (watch == null || watch.whole() || watch.failed()) {
      edit();
    } else {
      broken();
    }
  }

  @Override
  public void broken() {
    if (!endedBefore()) {
      withhold(Downstream.brokeOff(), Ending.PROVIDER_BROKE);
    }
  }

  private void silent() {
    if (!endedBefore()) {
      withhold(Downstream.fellSilent(pass), Ending.PROVIDER_SILENT);
    }
  }

  /** Ends a stream whose terminator has come; tells whether it was one. */
  private boolean endedBefore() {
    StreamWatch watch = call.held().watch();
    if (watch == null || !watch.terminated() || over) {
      return false;
    }
    edit();
    call.discard();
    return true;
  }

  private boolean isTooLong() {
    return call.held().bytes().length() > mostBytes;
  }

  /** What came of editing. */
  private sealed interface Edited {

    record Good(ByteSlice body, Usage usage) implements Edited {}

    record Bad(Refusal refusal, Usage usage) implements Edited {}
  }

  private void edit() {
    silence.stop();
    if (call.held().bytes().length() > StreamEditing.LONG_BYTES || call.held().isCoded()) {
      detour.take(this::edited, this::send);
    } else {
      send(edited());
    }
  }

  private Edited edited() {
    ByteSlice plain = call.held().decodedWhole(mostBytes);
    if (plain == null) {
      return new Edited.Bad(uncodable(), usageOfStream());
    }
    Usage usage = usage(plain);
    ByteSlice body = pass.edit().edited(plain);
    return body == null ? new Edited.Bad(uneditable(), usage) : new Edited.Good(body, usage);
  }

  private Usage usage(ByteSlice plain) {
    return call.held().watch() == null
        ? BodyUsage.read(exchange.surface(), plain)
        : usageOfStream();
  }

  private void send(Edited edited) {
    if (over) {
      return;
    }
    over();
    switch (edited) {
      case Edited.Good good -> {
        exchange.finished(good.usage(), Ending.COMPLETE);
        reply.begin(pass.status(), pass.headers(), good.body().length());
        reply.end(Bytes.buffer(good.body()));
      }
      case Edited.Bad bad ->
          reply.answer(exchange.withheld(bad.refusal(), bad.usage(), Ending.WITHHELD));
    }
  }

  private void withhold(Refusal refusal, Ending ending) {
    if (!over) {
      over();
      reply.answer(exchange.withheld(refusal, usageOfStream(), ending));
    }
    call.discard();
  }

  private void over() {
    over = true;
    silence.stop();
  }

  private Usage usageOfStream() {
    @Nullable StreamWatch watch = call.held().watch();
    return watch == null ? Usage.UNKNOWN : watch.usage();
  }

  private Refusal tooLong() {
    return withheld("is longer than the " + mostBytes + " bytes that can be held for that");
  }

  private static Refusal uncodable() {
    return withheld("came in a coding that can't be read, or became too long without it");
  }

  private static Refusal uneditable() {
    return withheld("could not be edited so");
  }

  private static Refusal withheld(String why) {
    return Refusal.of(
        ErrorCode.ANSWER_WITHHELD,
        "the policy edits what providers answer, and this answer " + why + ", so it is withheld");
  }
}
