package dev.keyway.relay;

import dev.keyway.refusal.ErrorCode;
import dev.keyway.refusal.Refusal;
import dev.keyway.request.Dialect;
import dev.keyway.request.Format;
import dev.keyway.request.RefusalResponse;
import io.vertx.core.http.HttpServerResponse;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A defect of this program met on a request's path: the client gets an answer, the log a place, and
 * no text that may quote a value.
 */
final class Mishap {

  private static final Logger LOG = LoggerFactory.getLogger(Mishap.class);
  private static final int SHOWN_FRAMES = 12;

  private Mishap() {}

  /**
   * Does a step of a request; when it fails unexpectedly, the client is told and the place is
   * logged.
   */
  static void guard(String requestId, HttpServerResponse client, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | StackOverflowError defect) {
      LOG.error("request {} met a defect: {}", requestId, place(defect));
      if (client.headWritten()) {
        client.reset();
      } else {
        Downstream.answer(client, answer(requestId));
      }
    }
  }

  private static RefusalResponse answer(String requestId) {
    return RefusalResponse.of(
        Refusal.of(
            ErrorCode.INTERNAL,
            "this gateway met a defect of its own; its log has the place under request "
                + requestId),
        Dialect.of(Format.OPENAI));
  }

  /** The kind of the failure and where it struck, without its message. */
  private static String place(Throwable defect) {
    return defect.getClass().getName()
        + Arrays.stream(defect.getStackTrace())
            .limit(SHOWN_FRAMES)
            .map(frame -> "\n  at " + frame)
            .collect(Collectors.joining());
  }
}
