package dev.keyway.relay;

import dev.keyway.refusal.ErrorCode;
import dev.keyway.refusal.Refusal;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/** Reads a request's body into one array, within its limits. Runs on one event loop. */
final class BodyIntake {

  private final HttpServerRequest request;
  private final ClientLimits limits;
  private final Consumer<byte[]> whole;
  private final Consumer<Refusal> refused;
  private final long announced;
  private final GrowingBytes body;
  private final Alarm alarm;
  private boolean over;

  BodyIntake(
      Vertx vertx,
      HttpServerRequest request,
      ClientLimits limits,
      Consumer<byte[]> whole,
      Consumer<Refusal> refused) {
    this.request = request;
    this.limits = limits;
    this.whole = whole;
    this.refused = refused;
    this.announced = Lengths.of(request.getHeader("content-length"));
    this.body = new GrowingBytes(Math.min(announced, limits.requestBodyBytes()));
    this.alarm = new Alarm(vertx);
  }

  void begin() {
    if (announced > limits.requestBodyBytes()) {
      refuse(tooLarge());
      return;
    }
    alarm.set(limits.bodyTimeout(), () -> refuse(tooSlow()));
    if ("100-continue".equalsIgnoreCase(request.getHeader("expect"))) {
      request.response().writeContinue();
    }
    request.handler(this::data);
    request.endHandler(end -> end());
  }

  /** The client has left. */
  void cancel() {
    over = true;
    alarm.cancel();
  }

  private void data(Buffer data) {
    if (over) {
      return;
    }
    if (body.length() + (long) data.length() > limits.requestBodyBytes()) {
      refuse(tooLarge());
    } else {
      body.add(data);
    }
  }

  private void end() {
    if (!over) {
      cancel();
      whole.accept(body.array());
    }
  }

  private void refuse(Refusal refusal) {
    if (!over) {
      cancel();
      refused.accept(refusal);
    }
  }

  private Refusal tooSlow() {
    return Refusal.of(
        ErrorCode.CLIENT_TIMEOUT,
        "the request's body did not arrive within " + limits.bodyTimeout().toMillis() + " ms");
  }

  private Refusal tooLarge() {
    return Refusal.of(
        ErrorCode.REQUEST_TOO_LARGE,
        "the request's body is larger than the "
            + limits.requestBodyBytes()
            + " bytes this gateway takes (limits.request_body)");
  }
}
