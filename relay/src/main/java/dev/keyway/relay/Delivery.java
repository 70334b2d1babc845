package dev.keyway.relay;

import dev.keyway.Exchange;
import dev.keyway.Move;
import dev.keyway.Opening;
import dev.keyway.classify.Outcome;
import dev.keyway.refusal.Refusal;
import dev.keyway.request.FormRest;
import dev.keyway.rule.AnswerEdit;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries out the moves of an exchange, and of those that follow it, until an answer has been
 * given. Runs on one event loop.
 */
final class Delivery {

  private final AlarmClock clock;
  private final Dialer dialer;
  private final Duration clientIdle;
  private Exchange exchange;
  private final @Nullable ClientRest rest;
  private final Reply reply;
  private final Mishap mishap;
  private @Nullable UpstreamCall call;
  private @Nullable Passing passing;

  /**
   * @param clientIdle how long a client may take nothing of its answer
   * @param rest what comes after the part of an upload that is kept, or null
   */
  Delivery(
      AlarmClock clock,
      Dialer dialer,
      Duration clientIdle,
      Exchange exchange,
      @Nullable ClientRest rest,
      Reply reply,
      Mishap mishap) {
    this.clock = clock;
    this.dialer = dialer;
    this.clientIdle = clientIdle;
    this.exchange = exchange;
    this.rest = rest;
    this.reply = reply;
    this.mishap = mishap;
  }

  void begin() {
    reply.whenLeft(() -> mishap.guard(this::end));
    mishap.settling(this::end);
    carryOut(exchange.first());
  }

  private void carryOut(Move move) {
    switch (move) {
      case Move.Send send -> send(send);
      case Move.Pass pass -> pass(pass);
      case Move.Answer answer -> reply.answer(answer.answer());
      case Move.Onward(Supplier<Opening> next, boolean takesLong) when takesLong ->
          new Detour(mishap).take(next, this::opened);
      case Move.Onward onward -> opened(onward.next().get());
      case Move.Gone gone -> {}
    }
  }

  /** What follows an {@code ai-gateway} action that failed. */
  private void opened(Opening opening) {
    call = null;
    switch (opening) {
      case Opening.Open open when reply.finished() -> open.exchange().abandoned();
      case Opening.Open open -> {
        exchange = open.exchange();
        carryOut(exchange.first());
      }
      case Opening.Answered answered -> reply.answer(answered.answer());
      case Opening.ReadBody again -> throw new IllegalStateException("the body was read");
    }
  }

  private void send(Move.Send send) {
    UpstreamCall next =
        new UpstreamCall(
            clock,
            dialer,
            send,
            exchange.surface(),
            upload(),
            mishap,
            this::reported,
            this::sentAgain);
    call = next;
    next.begin();
  }

  private @Nullable Upload upload() {
    FormRest watch = exchange.rest();
    return rest == null || watch == null
        ? null
        : new Upload(rest, watch, exchange::restTaken, this::uploadRefused);
  }

  /** An answer that is passed on already can only be broken off. */
  private void uploadRefused(Refusal refusal) {
    UpstreamCall present = call;
    if (present != null && passing != null) {
      present.breakOff();
    } else if (present != null) {
      present.discard();
      reply.answer(exchange.stopped(refusal));
    }
  }

  private void pass(Move.Pass pass) {
    UpstreamCall present = call;
    if (present != null) {
      Passing next = passing(pass, present);
      passing = next;
      next.begin();
    }
  }

  private Passing passing(Move.Pass pass, UpstreamCall present) {
    boolean streamed = present.held().watch() != null;
    return switch (pass.edit()) {
      case AnswerEdit.None none -> downstream(pass, present, null);
      case AnswerEdit.EachEvent edit when streamed ->
          downstream(pass, present, editing(edit, present));
      case AnswerEdit.WithoutUsage(AnswerEdit.None none) when streamed ->
          downstream(pass, present, new UsageLeftOut(null));
      case AnswerEdit.WithoutUsage(AnswerEdit.EachEvent edit) when streamed ->
          downstream(pass, present, new UsageLeftOut(editing(edit, present)));
      case AnswerEdit.EachEvent edit -> whole(pass, present);
      case AnswerEdit.WithoutUsage edit -> whole(pass, present);
      case AnswerEdit.WholeBody edit -> whole(pass, present);
    };
  }

  private StreamEditing editing(AnswerEdit.EachEvent edit, UpstreamCall present) {
    return new StreamEditing(edit.events(), present, new Detour(mishap));
  }

  private Downstream downstream(
      Move.Pass pass, UpstreamCall present, @Nullable StreamEdit editing) {
    return new Downstream(clock, reply, present, exchange, pass, editing, clientIdle);
  }

  private WholeDownstream whole(Move.Pass pass, UpstreamCall present) {
    int most = dialer.settings().heldAnswerBytes();
    return new WholeDownstream(clock, reply, present, exchange, pass, most, mishap);
  }

  private void reported(Outcome outcome) {
    UpstreamCall judged = call;
    Move move = exchange.next(outcome);
    if (judged != null && !(move instanceof Move.Pass)) {
      judged.discard();
    }
    carryOut(move);
  }

  private void sentAgain() {
    exchange.sentAgain();
  }

  /** Nobody waits for the answer any more: what is under way for it ends. */
  private void end() {
    if (passing != null) {
      passing.clientLeft();
    } else if (call != null) {
      call.cancel();
    }
  }
}
