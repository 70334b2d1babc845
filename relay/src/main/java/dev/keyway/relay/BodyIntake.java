package dev.keyway.relay;

import dev.keyway.refusal.ErrorCode;
import dev.keyway.refusal.Refusal;
import dev.keyway.request.ClientBody;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/**
 * Reads a request's body into one array, within its limits; of an upload that is larger, its
 * beginning. Runs on one event loop.
 */
final class BodyIntake {

  private final AlarmClock clock;
  private final HttpServerRequest request;
  private final ClientLimits limits;
  private final boolean upload;
  private final Consumer<Intake> taken;
  private final Consumer<Refusal> refused;
  private final long announced;
  private final GrowingBytes body;
  private final Alarm alarm;
  private boolean over;

  /**
   * @param upload whether a body may go on beyond what is kept
   */
  BodyIntake(
      AlarmClock clock,
      HttpServerRequest request,
      ClientLimits limits,
      boolean upload,
      Consumer<Intake> taken,
      Consumer<Refusal> refused) {
    this.clock = clock;
    this.request = request;
    this.limits = limits;
    this.upload = upload;
    this.taken = taken;
    this.refused = refused;
    this.announced = Lengths.of(request.getHeader("content-length"));
    this.body = new GrowingBytes(Math.min(announced, limits.requestBodyBytes()));
    this.alarm = new Alarm(clock);
  }

  void begin() {
    if (announced > (upload ? limits.uploadBytes() : limits.requestBodyBytes())) {
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
    int room = limits.requestBodyBytes() - body.length();
    if (data.length() <= room) {
      body.add(data);
    } else if (upload) {
      body.add(data.slice(0, room));
      keep(data.slice(room, data.length()));
    } else {
      refuse(tooLarge());
    }
  }

  private void keep(Buffer excess) {
    cancel();
    request.pause();
    taken.accept(
        new Intake(
            new ClientBody(body.array(), false),
            new ClientRest(clock, request, limits, announced, body.length(), excess)));
  }

  private void end() {
    if (!over) {
      cancel();
      taken.accept(new Intake(ClientBody.whole(body.array()), null));
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
    if (upload) {
      return ClientRest.tooLarge(limits.uploadBytes());
    }
    return Refusal.of(
        ErrorCode.REQUEST_TOO_LARGE,
        "the request's body is larger than the "
            + limits.requestBodyBytes()
            + " bytes this gateway takes (limits.request_body)");
  }
}
