package dev.keyway.relay;

import dev.keyway.Exchange;
import dev.keyway.Move;
import dev.keyway.http.ByteSlice;
import dev.keyway.record.DecisionRecord.Ending;
import dev.keyway.refusal.ErrorCode;
import dev.keyway.refusal.Refusal;
import dev.keyway.request.RefusalResponse;
import dev.keyway.request.Surface;
import dev.keyway.stream.BodyUsage;
import dev.keyway.stream.StreamWatch;
import dev.keyway.stream.Usage;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Passes one committed answer to the client, byte for byte, with back-pressure. Runs on one event
 * loop.
 */
final class Downstream implements UpstreamCall.Receiver {

  private final HttpServerResponse client;
  private final UpstreamCall call;
  private final Exchange exchange;
  private final Surface surface;
  private final Alarm silence;
  private final Duration idleTimeout;
  private boolean over;

  private Downstream(
      Vertx vertx,
      HttpServerResponse client,
      UpstreamCall call,
      Exchange exchange,
      Surface surface,
      Duration idleTimeout) {
    this.client = client;
    this.call = call;
    this.exchange = exchange;
    this.surface = surface;
    this.silence = new Alarm(vertx);
    this.idleTimeout = idleTimeout;
  }

  /** Begins to pass an answer; what is held goes first. */
  static Downstream pass(
      Vertx vertx,
      HttpServerResponse client,
      UpstreamCall call,
      Exchange exchange,
      Surface surface,
      Move.Pass pass) {
    Downstream downstream =
        new Downstream(vertx, client, call, exchange, surface, pass.idleTimeout());
    downstream.head(pass);
    downstream.start();
    return downstream;
  }

  /** Answers a client with what Keyway says itself. */
  static void answer(HttpServerResponse client, RefusalResponse refusal) {
    if (client.closed() || client.headWritten()) {
      return;
    }
    client.setStatusCode(refusal.status());
    refusal.headers().forEach((name, value) -> client.headers().add(name, value));
    client.end(Buffer.buffer(refusal.body()));
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
    client.write(data);
    if (client.writeQueueFull()) {
      // A slow reader is no silence of the provider's.
      silence.cancel();
      call.pause();
      client.drainHandler(drained -> {
        listen();
        call.resume();
      });
    } else {
      listen();
    }
  }

  @Override
  public void end() {
    if (!over) {
      over(Ending.COMPLETE);
      client.end();
    }
  }

  @Override
  public void broken() {
    breakOff(
        Ending.PROVIDER_BROKE,
        Refusal.of(
            ErrorCode.UPSTREAM_UNREACHABLE,
            "the provider broke off in the middle of its answer; send the request again"));
  }

  private void head(Move.Pass pass) {
    client.setStatusCode(pass.status());
    pass.headers().forEach((name, value) -> client.headers().add(name, value));
    if (call.whole()) {
      client.putHeader("content-length", Integer.toString(call.held().length()));
    } else if (call.watch() == null && call.announcedLength() >= 0) {
      client.putHeader("content-length", Long.toString(call.announcedLength()));
    } else {
      client.setChunked(true);
    }
    if (call.watch() != null) {
      // nginx-based hosts hold streams back unless told not to.
      client.putHeader("x-accel-buffering", "no");
    }
  }

  private void start() {
    if (call.whole()) {
      over(Ending.COMPLETE);
      client.end(call.held());
      return;
    }
    if (call.held().length() > 0) {
      client.write(call.held().copy());
    }
    listen();
    call.passTo(this);
  }

  private void listen() {
    silence.set(
        idleTimeout,
        () -> {
          breakOff(
              Ending.PROVIDER_SILENT,
              Refusal.of(
                  ErrorCode.TIMEOUT,
                  "the provider fell silent for "
                      + idleTimeout.toMillis()
                      + " ms (stream_idle_timeout) in the middle of its answer"));
          call.discard();
        });
  }

  /**
   * After content has gone out nothing is replayed: a stream ends with an error in its dialect,
   * anything else is cut off.
   */
  private void breakOff(Ending ending, Refusal refusal) {
    if (over) {
      return;
    }
    over(ending);
    StreamWatch watch = call.watch();
    if (watch == null) {
      client.reset();
      return;
    }
    if (!watch.betweenEvents()) {
      client.write(Buffer.buffer("\n\n".getBytes(StandardCharsets.US_ASCII)));
    }
    client.end(Buffer.buffer(exchange.dialect().brokenStreamEnding(refusal)));
  }

  private void over(Ending ending) {
    if (!over) {
      over = true;
      silence.cancel();
      exchange.finished(usage(), ending);
    }
  }

  private Usage usage() {
    StreamWatch watch = call.watch();
    if (watch != null) {
      return watch.usage();
    }
    return call.whole()
        ? BodyUsage.read(surface, ByteSlice.of(call.held().getBytes()))
        : Usage.UNKNOWN;
  }
}
