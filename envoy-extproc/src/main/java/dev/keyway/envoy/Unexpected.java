package dev.keyway.envoy;

import dev.keyway.envoy.wire.ProcessingRequest;
import dev.keyway.envoy.wire.ProcessingResponse;
import dev.keyway.http.Answer;
import dev.keyway.refusal.ErrorCode;
import dev.keyway.refusal.Refusal;
import dev.keyway.request.Format;
import dev.keyway.request.RefusalResponse;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is answered to a filter that is not configured as it must be. The client learns that its
 * operator finds more in the log; nothing goes on.
 */
final class Unexpected {

  private static final Logger LOG = LoggerFactory.getLogger(Unexpected.class);

  /** Each mistake is told once: it is met at every request. There are but a few dozens. */
  private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

  private Unexpected() {}

  /** A message that this stage has no use for. */
  static ProcessingResponse message(ProcessingRequest message, Stage stage, String mode) {
    return message(stage, message.getRequestCase().name().toLowerCase(Locale.ROOT), mode);
  }

  /** The same of a message that comes out of turn. */
  static ProcessingResponse message(Stage stage, String what, String mode) {
    return filter(
        "the ext_proc filter of stage %s sent %s: set its processing_mode to %s"
            .formatted(stage.wireName(), what, mode));
  }

  /** A filter with which nothing can be done. */
  static ProcessingResponse filter(String why) {
    if (TOLD.add(why)) {
      LOG.warn("Envoy: {}", why);
    }
    return Denial.of(answer(), "filter_unfit");
  }

  private static Answer answer() {
    return RefusalResponse.of(
        Refusal.of(
            ErrorCode.POLICY_UNAVAILABLE,
            "this gateway's filter for Keyway is not configured as it must be; its operator finds the reason in Keyway's log"),
        Format.OPENAI);
  }
}
