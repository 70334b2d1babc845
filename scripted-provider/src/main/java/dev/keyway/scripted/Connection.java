package dev.keyway.scripted;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** One client's connection: puts requests together and has them answered one after another. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails on a channel ends in channelInactive
final class Connection extends ChannelDuplexHandler {

  private static final String CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";
  private static final String BAD_REQUEST =
      "HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";

  /** A request whose turn to be answered hasn't come. */
  private record Waiting(Received request, Upload upload) {}

  private final Scripts scripts;
  private final Model model;
  private final Journal journal;
  private final Queue<Waiting> waiting = new ArrayDeque<>();
  private int number;
  private boolean closedHere;
  private @Nullable Upload upload;
  private @Nullable Performance current;

  Connection(Scripts scripts, Model model, Journal journal) {
    this.scripts = scripts;
    this.model = model;
    this.journal = journal;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    number = journal.connected();
    ctx.fireChannelActive();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    try {
      HttpObject part = (HttpObject) message;
      if (part.decoderResult().isFailure()) {
        refuse(ctx);
        return;
      }
      if (part instanceof HttpRequest head) {
        begin(ctx, new Upload(head));
      }
      if (part instanceof HttpContent content) {
        gather(ctx, content);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void refuse(ChannelHandlerContext ctx) {
    upload = null;
    journal.malformed();
    write(ctx, BAD_REQUEST).addListener(ChannelFutureListener.CLOSE);
  }

  private void begin(ChannelHandlerContext ctx, Upload begun) {
    upload = begun;
    Answer early = current == null ? scripts.early(begun.received(0, number)) : null;
    if (early != null) {
      begun.answered();
      ctx.channel().config().setAutoRead(early.delivery().start() != Start.WITHOUT_READING);
      perform(ctx, begun, journal.received(place -> begun.received(place, number)), early);
    } else if (begun.awaitsContinue()) {
      write(ctx, CONTINUE);
    }
  }

  private void gather(ChannelHandlerContext ctx, HttpContent content) {
    Upload gathered = upload;
    if (gathered == null) {
      return; // what follows a malformed request
    }
    gathered.add(content.content());
    if (content instanceof LastHttpContent) {
      upload = null;
      if (!gathered.isAnswered()) {
        waiting.add(
            new Waiting(journal.received(place -> gathered.received(place, number)), gathered));
        answerNext(ctx);
      }
    }
  }

  private void answerNext(ChannelHandlerContext ctx) {
    Waiting next = current == null ? waiting.poll() : null;
    if (next != null) {
      perform(ctx, next.upload, next.request, answer(next.request));
    }
  }

  /** A script that fails is a test's mistake: the answer says so. */
  private Answer answer(Received request) {
    try {
      return scripts.answer(request);
    } catch (RuntimeException | AssertionError e) {
      return OpenAi.answer(500, "The script failed: " + e, "script_error", null, null);
    }
  }

  private void perform(ChannelHandlerContext ctx, Upload of, Received request, Answer answer) {
    var steps = Score.of(model.render(answer, request), answer.delivery());
    Performance performance =
        new Performance(ctx.channel(), steps, request, journal, () -> finished(ctx, of));
    current = performance;
    performance.start();
  }

  private void finished(ChannelHandlerContext ctx, Upload of) {
    current = null;
    ctx.channel().config().setAutoRead(true);
    if (of.isKeepAlive()) {
      answerNext(ctx);
    } else {
      ctx.channel().close();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (current != null) {
      current.writable();
    }
  }

  /** Netty closes without this when the client does. */
  @Override
  public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
    closedHere = true;
    ctx.close(promise);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (current != null && !closedHere) {
      current.abandoned();
    }
    waiting.clear();
    journal.disconnected();
  }

  /**
   * A client that resets is what {@link #channelInactive} tells of; anything else ends here too.
   */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (!(cause instanceof IOException)) {
      ctx.close();
    }
  }

  private static ChannelFuture write(ChannelHandlerContext ctx, String text) {
    return ctx.writeAndFlush(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
  }
}
