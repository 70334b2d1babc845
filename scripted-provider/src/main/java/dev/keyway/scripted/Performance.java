package dev.keyway.scripted;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Carries out the steps of one answer. Everything happens on the channel's event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails on a channel ends in channelInactive
final class Performance {

  /** Written at once at most, so that what is sent can be counted and a slow client is noticed. */
  private static final int WRITE_BYTES = 64 * 1024;

  private final Channel channel;
  private final Deque<Step> steps;
  private final Received request;
  private final Journal journal;
  private final Runnable over;
  private boolean blocked;
  private boolean complete;
  private boolean brokenHere;

  /**
   * @param over runs when all steps are done and the connection is still open
   */
  Performance(Channel channel, List<Step> steps, Received request, Journal journal, Runnable over) {
    this.channel = channel;
    this.steps = new ArrayDeque<>(steps);
    this.request = request;
    this.journal = journal;
    this.over = over;
  }

  void start() {
    proceed();
  }

  /** The client may have read what was blocking us. */
  void writable() {
    if (blocked && channel.isWritable()) {
      blocked = false;
      proceed();
    }
  }

  /** The connection is gone, and not because the provider closed it. */
  void abandoned() {
    if (!complete && !brokenHere) {
      journal.cancelled(request);
    }
  }

  private void proceed() {
    while (channel.isActive() && !blocked) {
      switch (steps.poll()) {
        case null -> {
          channel.flush();
          over.run();
          return;
        }
        case Step.Send send -> write(send);
        case Step.Complete() -> {
          afterFlush(this::completed);
          return;
        }
        case Step.Make(Move move) -> {
          afterFlush(() -> make(move));
          return;
        }
      }
    }
  }

  private void write(Step.Send send) {
    int now = Math.min(send.length(), WRITE_BYTES);
    if (now < send.length()) {
      steps.addFirst(new Step.Send(send.bytes(), send.offset() + now, send.length() - now));
    }
    channel
        .write(Unpooled.wrappedBuffer(send.bytes(), send.offset(), now))
        .addListener(future -> {
          if (future.isSuccess()) {
            journal.sent(now);
          }
        });
    if (!channel.isWritable()) {
      blocked = true;
      channel.flush();
      writable();
    }
  }

  /** Runs when everything written before is with the system; not at all when the client is gone. */
  private void afterFlush(Runnable next) {
    channel
        .writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(
            (ChannelFutureListener)
                flushed -> {
                  if (flushed.isSuccess()) {
                    next.run();
                  }
                });
  }

  private void completed() {
    complete = true;
    journal.completed(request);
    proceed();
  }

  private void make(Move move) {
    switch (move) {
      case Move.Pause(var duration) ->
          channel.eventLoop().schedule(this::proceed, duration.toNanos(), TimeUnit.NANOSECONDS);
      case Move.Wait(var gate) -> gate.pass(() -> channel.eventLoop().execute(this::proceed));
      case Move.Close() -> channel.close();
      case Move.Reset() -> reset();
      case Move.Say say -> throw new IllegalStateException("written by the score: " + say);
      case Move.End end -> throw new IllegalStateException("written by the score: " + end);
    }
  }

  /** Past the pipeline, where TLS would say goodbye first. */
  private void reset() {
    brokenHere = true;
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
    channel.unsafe().close(channel.newPromise());
  }
}
