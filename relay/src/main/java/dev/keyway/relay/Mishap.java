package dev.keyway.relay;

import dev.keyway.Defect;
import dev.keyway.http.Answer;
import dev.keyway.refusal.ErrorCode;
import dev.keyway.refusal.Refusal;
import dev.keyway.request.Format;
import dev.keyway.request.RefusalResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A defect of this program met on one request's path: what the request holds is given back, its
 * client gets an answer, the log a place, and nobody a text that may quote a value. Runs on one
 * event loop.
 */
final class Mishap {

  private static final Logger LOG = LoggerFactory.getLogger(Mishap.class);

  private final String requestId;
  private final Format format;
  private final Reply reply;
  private Runnable settle = () -> {};

  Mishap(String requestId, Format format, Reply reply) {
    this.requestId = requestId;
    this.format = format;
    this.reply = reply;
  }

  /** What gives back all the request holds. */
  void settling(Runnable action) {
    settle = action;
  }

  /** Does a step of the request. */
  void guard(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | StackOverflowError defect) {
      LOG.error("request {} met a defect: {}", requestId, Defect.place(defect));
      settleOnce();
      if (reply.begun()) {
        reply.cut();
      } else {
        reply.answer(answer());
      }
    }
  }

  private void settleOnce() {
    Runnable action = settle;
    settle = () -> {};
    try {
      action.run();
    } catch (RuntimeException | StackOverflowError defect) {
      LOG.error("request {} could not be settled: {}", requestId, Defect.place(defect));
    }
  }

  private Answer answer() {
    return RefusalResponse.of(
        Refusal.of(
            ErrorCode.INTERNAL,
            "this gateway met a defect of its own; its log has the place under request "
                + requestId),
        format);
  }
}
